package org.lectern.web.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.bank.Content;
import org.lectern.bank.Kind;
import org.lectern.lecture.event.Poll;

/** A question of each kind, some of them on slides of the sample deck. */
final class SampleBank {

  private static final String DECK = "Plate tectonics";

  private SampleBank() {}

  static List<Content> questions() {
    return List.of(
        question(Kind.SCALE, "How well could you explain seafloor spreading to a friend?", List.of(), List.of(), "", List.of("warm-up"), null),
        question(Kind.CLOUD, "One word: what moves the plates?", List.of(), List.of(), "", List.of("warm-up", "week 6"), null),
        question(Kind.YES_NO, "Does Berlin lie on a plate boundary?", List.of("Yes", "No"), List.of("1"), "It lies in the middle of the Eurasian plate.", List.of("boundaries"), null),
        question(Kind.TEXT, "Name one city on the Ring of Fire.", List.of(), List.of("Tokyo", "Lima", "Santiago", "Manila", "Seattle"), "", List.of("earthquakes"), null),
        question(
            Kind.NUMBER, "How fast does the Pacific plate move, in cm a year?", List.of(), List.of("7"), "About as fast as fingernails grow, twice over.", List.of("week 6"), 4),
        question(
            Kind.ORDER, "Put in order, oldest first.", List.of("Pangaea breaks", "The Atlantic opens", "India meets Asia"), List.of(), "", List.of("drift"), null),
        question(
            Kind.MULTIPLE, "Which of these lie on a plate boundary?", List.of("Tokyo", "Berlin", "Lima", "Reykjavík"), List.of("0", "2", "3"), "", List.of("boundaries"), 3),
        question(Kind.POINT, "Where on this slide does rock melt?", List.of(), List.of(), "Above the slab, where its water rises.", List.of("subduction"), 7),
        question(
            Kind.SINGLE,
            "Why does the ocean plate sink, and not the continent?",
            List.of("It is denser", "It is moving faster", "It is thinner", "The mantle pulls it down"),
            List.of("0"),
            "Old ocean crust is cold basalt, about $3.0\\,\\mathrm{g/cm^3}$: heavier than the granite of a continent.",
            List.of("subduction", "week 6"),
            1));
  }

  private static Content question(
      Kind kind, String text, List<String> options, List<String> right, String why, List<String> tags, @Nullable Integer page) {
    Double tolerance = kind == Kind.NUMBER ? 2.0 : null;
    return new Content(kind, text, options, right, tolerance, why, tags, 90, Poll.Names.NOBODY, page == null ? null : new Content.Slide(DECK, page));
  }
}
