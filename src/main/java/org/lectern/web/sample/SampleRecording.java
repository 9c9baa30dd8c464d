package org.lectern.web.sample;

import static org.lectern.web.sample.Visit.absent;
import static org.lectern.web.sample.Visit.between;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Courses;
import org.lectern.courses.Enrolment;
import org.lectern.courses.Enrolments;
import org.lectern.insight.attendance.Policy;
import org.lectern.lecture.AnonymousMarks;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.Decks;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.NotADeckException;
import org.lectern.lecture.event.Chat;
import org.lectern.lecture.event.Floor;
import org.lectern.lecture.event.Hand;
import org.lectern.lecture.event.Lifecycle.Ended;
import org.lectern.lecture.event.Lifecycle.Started;
import org.lectern.lecture.event.Pace;
import org.lectern.lecture.event.Question;
import org.lectern.lecture.event.Reaction;
import org.lectern.lecture.event.Slide;
import org.lectern.media.Ingest;
import org.lectern.web.sample.Chronicle.Saying;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Three minutes with picture and sound, to be watched again: made by {@code src/tools/sample}, told as {@link SamplePast}
 * is, its end last. Told in part, it is told on by the next start.
 */
@Component
@ConditionalOnBooleanProperty("lectern.demo")
class SampleRecording {

  static final String TITLE = "How continents move";
  static final Duration LENGTH = Duration.ofMinutes(3);

  /** In so short a session twenty seconds are what ten minutes are in others. */
  static final Policy POLICY =
      new Policy(20, 20, 5, 0.8, 0.25, Policy.Excused.LEFT_OUT, 1, true, 14, 0.9, 1, 24 * 14);

  private static final int SECONDS = 180;
  private static final Visit WHOLE = between(-20, SECONDS);

  /** Of the students in the order of their ids. */
  private static final List<Visit> VISITS =
      List.of(
          between(34, 95).and(124, SECONDS), // late, and dropped in the middle
          WHOLE,
          between(-9, 58).and(101, SECONDS), // dropped
          between(-4, 121), // left early
          absent().thenWatched(0, SECONDS), // caught up
          between(48, 139), // late, and left early
          absent(),
          between(-2, SECONDS));

  private final Users users;
  private final Courses courses;
  private final Enrolments enrolments;
  private final Lectures lectures;
  private final Decks decks;
  private final DeckUploads uploads;
  private final AnonymousMarks marks;
  private final Chronicle chronicle;
  private final SamplePolls polls;
  private final Ingest ingest;

  SampleRecording(
      Users users,
      Courses courses,
      Enrolments enrolments,
      Lectures lectures,
      Decks decks,
      DeckUploads uploads,
      AnonymousMarks marks,
      Chronicle chronicle,
      SamplePolls polls,
      Ingest ingest) {
    this.users = users;
    this.courses = courses;
    this.enrolments = enrolments;
    this.lectures = lectures;
    this.decks = decks;
    this.uploads = uploads;
    this.marks = marks;
    this.chronicle = chronicle;
    this.polls = polls;
    this.ingest = ingest;
  }

  boolean isTold() {
    return unfinished().isEmpty();
  }

  void tell() throws IOException, NotADeckException {
    Optional<Lecture> lecture = unfinished();
    if (lecture.isPresent()) {
      tell(lecture.get(), users.findByEmail("amara@lectern.example").orElseThrow());
    }
  }

  private Optional<Lecture> unfinished() {
    return users.findByEmail("amara@lectern.example").stream()
        .flatMap(amara -> courses.of(amara).stream())
        .flatMap(course -> lectures.of(course.course().id()).stream())
        .filter(lecture -> lecture.title().equals(TITLE) && lecture.endedAt().isEmpty())
        .findFirst();
  }

  private void tell(Lecture lecture, User amara) throws IOException, NotADeckException {
    if (decks.of(lecture.id()).isEmpty()) {
      uploads.add(lecture, amara, "Plate tectonics.pdf", new ByteArrayInputStream(SampleDeck.draw()));
    }
    List<UserId> students =
        enrolments.of(lecture.course()).stream()
            .filter(place -> place.role() == CourseRole.STUDENT)
            .map(Enrolment::user)
            .sorted(Comparator.comparingLong(UserId::value))
            .toList();
    Script script = script(lecture, amara.id(), students);
    List<Saying> said = script.inOrder();
    Chronicle.Of past = chronicle.of(lecture, Duration.ofSeconds(1));
    said.stream().filter(saying -> saying.at() <= 0).forEach(past::say);
    past.visit(amara.id(), WHOLE);
    for (int i = 0; i < Math.min(students.size(), VISITS.size()); i++) {
      past.visit(students.get(i), VISITS.get(i));
    }
    try (InputStream frames = resource("recording.frames")) {
      ingest.take(lecture.id(), amara, past.moment(0), frames);
    }
    polls.answer(lecture.id(), script, answering(students));
    said.forEach(past::say);
  }

  private Script script(Lecture lecture, UserId amara, List<UserId> students) throws IOException {
    UserId karim = students.get(7);
    Script script = new Script();
    pageTurns(script, amara);
    Slide.Deck deck = decks.of(lecture.id()).getFirst();
    script.say(-1, amara, new Slide.Shown(deck));
    script.say(0, amara, new Started(0));
    script.say(5, students.get(1), new Chat.Posted("Good afternoon", false));
    script.say(27, null, lost(lecture, students.get(3)));
    script.say(35, students.get(1), new Question.Asked("How do we know how old the ocean floor is?", null, null, null, null));
    script.say(39, students.get(0), new Chat.Posted("Sorry, the bus was late. Are these the slides of Monday?", false));
    script.say(44, students.get(1), new Chat.Posted("Yes, from the first page on.", false));
    script.say(52, null, all -> new Question.Voted(Map.of(all.seq(35), 3)));
    script.say(54, amara, all -> new Question.Taken(all.seq(35)));
    script.say(58, karim, new Hand.Raised(Hand.Reason.QUESTION));
    script.say(63, amara, all -> new Question.Answered(all.seq(35), "From its magnetic stripes, and from drilled cores.", null));
    script.say(64, amara, new Floor.Given(karim));
    script.say(68, amara, new Floor.Taken(karim));
    script.say(76, null, new Reaction.Counted(Map.of("lightbulb", 2)));
    script.say(102, null, lost(lecture, students.get(7)));
    script.say(104, null, lost(lecture, students.get(1)));
    script.say(107, students.get(7), new Chat.Posted("Why does water melt rock?", false));
    script.say(114, students.get(1), new Chat.Posted("It lowers the melting point, section 7.4.", false));
    script.say(128, students.get(5), new Chat.Posted("So Europe drifts at half the speed of a fingernail", false));
    script.say(150, students.get(2), new Hand.Raised(null));
    script.say(154, students.get(2), new Hand.Lowered(students.get(2)));
    script.say(175, students.get(1), new Chat.Posted("Thank you", false));
    script.say(176, null, new Reaction.Counted(Map.of("thumbs-up", 3, "party-popper", 1)));
    script.say(SECONDS, amara, new Ended());
    polls.askOne(script, amara, deck, answering(students), 95);
    return script;
  }

  /** Those who are there when the class is asked. */
  private static List<UserId> answering(List<UserId> students) {
    return List.of(students.get(1), students.get(3), students.get(5), students.get(7));
  }

  private Pace lost(Lecture lecture, UserId student) {
    return new Pace.Lost(marks.of(lecture.id(), student).orElseThrow());
  }

  /** The narration says from when on which page is shown; the first one is from the beginning. */
  private static void pageTurns(Script script, UserId by) throws IOException {
    int shown = 1;
    try (InputStream narration = resource("narration.tsv")) {
      for (String line : new String(narration.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] column = line.split("\t");
        if (!line.startsWith("#") && Integer.parseInt(column[1]) != shown) {
          shown = Integer.parseInt(column[1]);
          script.say(Integer.parseInt(column[0]), by, new Slide.Turned(shown));
        }
      }
    }
  }

  private static InputStream resource(String name) {
    InputStream stream = SampleRecording.class.getResourceAsStream("/sample/" + name);
    if (stream == null) {
      throw new IllegalStateException("The sample has no " + name);
    }
    return stream;
  }
}
