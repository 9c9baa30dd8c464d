package org.lectern.web.sample;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.bank.Bank;
import org.lectern.bank.Content;
import org.lectern.bank.Kind;
import org.lectern.courses.CourseId;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.Poll;
import org.lectern.lecture.event.Slide;
import org.lectern.room.polls.Tallies;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One poll of each kind: in the question bank of the sample course, ready to be asked, and asked and answered in its past. */
@Component
@ConditionalOnBooleanProperty("lectern.demo")
class SamplePolls {

  /**
   * A question as it is asked and as a class answered it.
   *
   * @param answers one after the other, again from the first when all have had their turn
   */
  private record Asked(Content content, List<List<String>> answers) {
    List<String> of(int student) {
      return answers.get(student % answers.size());
    }
  }

  private static final String DECK = "Plate tectonics";

  private static final List<Asked> ALL =
      List.of(
          new Asked(
              content(Kind.SINGLE, "Why does the ocean plate sink, and not the continent?",
                  List.of("It is thinner", "It is denser", "It moves faster", "The mantle pulls it down"), List.of("1"), null,
                  "Old ocean floor is cold basalt, about $3.0\\,\\mathrm{g/cm^3}$. It is heavier than the granite of a continent.", 6),
              List.of(List.of("1"), List.of("1"), List.of("0"), List.of("1"), List.of("3"))),
          new Asked(
              content(Kind.MULTIPLE, "What is there at a convergent boundary?", List.of("A trench", "Volcanoes", "A ridge with new floor", "Deep earthquakes"),
                  List.of("0", "1", "3"), null, "Ridges are where plates part.", 6),
              List.of(List.of("0", "1", "3"), List.of("0", "1"), List.of("0", "1", "3"), List.of("1", "2"))),
          new Asked(
              content(Kind.YES_NO, "Is the mantle liquid?", List.of("Yes", "No"), List.of("1"), null, "It is solid rock that creeps, some centimetres a year.", 2),
              List.of(List.of("1"), List.of("0"), List.of("1"))),
          new Asked(
              content(Kind.SCALE, "How well can you follow?", List.of(), List.of(), null, "", 0),
              List.of(List.of("4"), List.of("3"), List.of("5"), List.of("4"), List.of("2"))),
          new Asked(
              content(Kind.NUMBER, "How fast does the Atlantic open, in centimetres a year?", List.of(), List.of("2.5"), 0.5, "About as fast as a fingernail grows.", 8),
              List.of(List.of("2.5"), List.of("2"), List.of("10"), List.of("3"))),
          new Asked(
              content(Kind.TEXT, "What would you still like to know?", List.of(), List.of(), null, "", 0),
              List.of(List.of("What started it"), List.of("How one measures it"), List.of("What started it"))),
          new Asked(
              content(Kind.CLOUD, "What comes to mind when you hear “plate”?", List.of(), List.of(), null, "", 1),
              List.of(List.of("earthquake", "volcano"), List.of("volcano"), List.of("crust", "slow"), List.of("volcano", "Pangaea"))),
          new Asked(
              content(Kind.ORDER, "From the outside in", List.of("Crust", "Mantle", "Outer core", "Inner core"), List.of("0", "1", "2", "3"), null, "", 2),
              List.of(List.of("0", "1", "2", "3"), List.of("0", "1", "2", "3"), List.of("0", "2", "1", "3"))),
          new Asked(
              content(Kind.POINT, "Where is new ocean floor made?", List.of(), List.of("430,420,140,560", "The ridge"), null, "Magma rises where two plates part.", 1),
              List.of(List.of("500,640"), List.of("480,700"), List.of("200,560"), List.of("520,600"))));

  private final Bank bank;
  private final JdbcClient jdbc;

  SamplePolls(Bank bank, JdbcClient jdbc) {
    this.bank = bank;
    this.jdbc = jdbc;
  }

  private static Content content(
      Kind kind, String text, List<String> options, List<String> right, @Nullable Double tolerance, String why, int page) {
    Content.Slide slide = page == 0 ? null : new Content.Slide(DECK, page);
    return new Content(kind, text, options, right, tolerance, why, List.of("plates"), 90, Poll.Names.STAFF, slide);
  }

  /** Puts all of them into the bank of a course. */
  void fill(CourseId course, UserId by) {
    bank.add(UUID.randomUUID(), course, ALL.stream().map(Asked::content).toList(), by);
  }

  /** Asks one of each kind, one after the other. */
  void ask(CourseId course, Script script, UserId by, Slide.Deck deck, List<UserId> students, int from) {
    int at = from;
    for (Asked asked : ALL) {
      at = ask(asked, bank(course, asked), script, by, deck, students, at) + 1;
    }
  }

  private @Nullable Long bank(CourseId course, Asked asked) {
    return jdbc.sql("select id from bank_question where course_id = ? and question = ?")
        .params(course.value(), asked.content().text())
        .query(Long.class)
        .optional()
        .orElse(null);
  }

  /** Asks the first one alone. */
  void askOne(Script script, UserId by, Slide.Deck deck, List<UserId> students, int from) {
    ask(ALL.getFirst(), null, script, by, deck, students, from);
  }

  private static int ask(Asked asked, @Nullable Long bank, Script script, UserId by, Slide.Deck deck, List<UserId> students, int from) {
    Content content = asked.content();
    Poll.Question question = new Poll.Question(content.kind().asked(), content.text(), content.options());
    String why = content.why().isEmpty() ? null : content.why();
    Poll.Page page = content.kind() == Kind.POINT ? new Poll.Page(deck.id(), 1) : null;
    Poll.Prepared ready = new Poll.Prepared(question, content.right(), content.tolerance(), why, bank);
    int prepared = script.free(from);
    script.say(prepared, by, ready);
    int opened = script.free(prepared + 1);
    script.say(opened, by, all -> new Poll.Opened(all.seq(prepared), question, Poll.Names.STAFF, false, null, page, null));
    int shown = script.free(opened + 1);
    Poll.Tally tally = Tallies.of(ready, IntStream.range(0, students.size()).mapToObj(asked::of).toList());
    script.say(shown, by, all -> new Poll.Shown(all.seq(opened), tally, content.right(), content.tolerance(), why));
    return shown;
  }

  /** Keeps what each student answered to the polls of a lecture that were asked so. */
  void answer(LectureId lecture, Script script, List<UserId> students) {
    script.inOrder().forEach(saying -> {
      if (saying.event() instanceof Poll.Opened opened) {
        find(opened.question().text()).ifPresent(asked -> answer(lecture, script.seq(saying.at()), asked, students));
      }
    });
  }

  private static Optional<Asked> find(String text) {
    return ALL.stream().filter(asked -> asked.content().text().equals(text)).findFirst();
  }

  private void answer(LectureId lecture, long poll, Asked asked, List<UserId> students) {
    for (int i = 0; i < students.size(); i++) {
      jdbc.sql("insert into poll_answer (lecture_id, poll, voter, answer, sure) values (?, ?, ?, ?, null) on conflict do nothing")
          .params(Arrays.asList(lecture.value(), poll, students.get(i).toString(), asked.of(i).toArray(String[]::new)))
          .update();
    }
  }
}
