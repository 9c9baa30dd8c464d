package org.lectern.accounts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * The person a page is written for, as far as it decides how things are said: the language, the manner of writing dates and times that
 * comes with it, and the clock. Whoever tells somebody a moment does it with this, so that one moment is never told on two clocks without
 * a word. A controller gets it as a parameter, every template has it as {@code reader}.
 *
 * @param locale whose words and manner of writing are used
 * @param order the language that names are sorted by: the one the person likes best, also where Lectern has no words in it
 * @param zone on whose clocks times are told
 */
public record Reader(Locale locale, Locale order, ZoneId zone, MessageSource sentences) {

  /** A sentence in the reader's language. */
  public String say(String key, @Nullable Object... values) {
    return sentences.getMessage(key, values, locale);
  }

  /** 15:05, or 3:05 pm. */
  public String time(Instant at) {
    return inPattern("jm", at);
  }

  /** The same of a time that is already one of a clock. */
  public String time(LocalDateTime shown) {
    return pattern("jm").format(shown);
  }

  /** Tue 3 Nov. */
  public String day(Instant at) {
    return inPattern("MMMEd", at);
  }

  /** 3 Nov. */
  public String shortDay(Instant at) {
    return inPattern("MMMd", at);
  }

  public String shortDay(LocalDate day) {
    return pattern("MMMd").format(day);
  }

  /** 3 Nov 2026. */
  public String date(Instant at) {
    return inPattern("yMMMd", at);
  }

  /** Tuesday, 3 November 2026. */
  public String fullDay(Instant at) {
    return fullDay(at.atZone(zone).toLocalDate());
  }

  public String fullDay(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale).format(day);
  }

  /** Tue 3 Nov, 15:05. */
  public String dayAndTime(Instant at) {
    return day(at) + ", " + time(at);
  }

  /** 15:05, and with the day unless that is today. */
  public String near(Instant at, Instant now) {
    return at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate()) ? time(at) : dayAndTime(at);
  }

  /** A planned moment in full: <em>Tuesday, 3 November 2026, 15:05</em>, with the clocks of where it was planned beside it. */
  public String when(Instant at, ZoneId place) {
    return beside(fullDay(at) + ", " + time(at), at, place);
  }

  /** 3 Nov 2026, 15:05. */
  public String dateAndTime(Instant at) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(locale).format(at.atZone(zone));
  }

  /** Tue. */
  public String weekday(Instant at) {
    return inPattern("E", at);
  }

  /** 3. */
  public String dayOfMonth(Instant at) {
    return inPattern("d", at);
  }

  /** Nov. */
  public String month(Instant at) {
    return inPattern("MMM", at);
  }

  /** Where the reader's clock hangs, as people say it. */
  public String place() {
    return TimeZones.place(zone);
  }

  /** The same times for somebody who is there. */
  public Reader in(ZoneId there) {
    return new Reader(locale, order, there, sentences);
  }

  /**
   * What the clocks of another place show then, such as <em>16:00 in Berlin</em>; null where they show the same as the reader's. A planned
   * moment is told with it, because people also talk of it as it was planned.
   */
  public @Nullable String there(Instant at, ZoneId place) {
    if (place.getRules().getOffset(at).equals(zone.getRules().getOffset(at))) {
      return null;
    }
    boolean sameDay = at.atZone(place).toLocalDate().equals(at.atZone(zone).toLocalDate());
    return say("time.there", sameDay ? in(place).time(at) : in(place).dayAndTime(at), TimeZones.place(place));
  }

  /** A moment with the clocks of another place beside it where they differ: <em>10:00 (16:00 in Berlin)</em>. */
  public String beside(String told, Instant at, ZoneId place) {
    String there = there(at, place);
    return there == null ? told : say("time.beside", told, there);
  }

  private String inPattern(String parts, Instant at) {
    return pattern(parts).format(at.atZone(zone));
  }

  /** @param parts which are written, in no order: each language has its own */
  private DateTimeFormatter pattern(String parts) {
    return DateTimeFormatter.ofLocalizedPattern(parts).withLocale(locale);
  }
}
