package org.lectern.web.sample;

import static org.lectern.web.sample.Visit.absent;
import static org.lectern.web.sample.Visit.between;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.courses.Course;
import org.lectern.courses.CourseId;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Courses.VisibleCourse;
import org.lectern.courses.Courses;
import org.lectern.courses.Enrolment;
import org.lectern.courses.Enrolments;
import org.lectern.insight.attendance.Judgements.Part;
import org.lectern.insight.attendance.Judgements;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.insight.attendance.Outcome.Live;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.Decks;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.NotADeckException;
import org.lectern.lecture.event.Chat;
import org.lectern.lecture.event.Hand;
import org.lectern.lecture.event.Lifecycle.Ended;
import org.lectern.lecture.event.Lifecycle.Paused;
import org.lectern.lecture.event.Lifecycle.Resumed;
import org.lectern.lecture.event.Lifecycle.Started;
import org.lectern.lecture.event.Question;
import org.lectern.lecture.event.Slide;
import org.lectern.web.sample.Chronicle.Saying;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Sessions of the sample course that were held already, so that its register shows every state. Only facts are
 * told, through the same append as live ones and by the clock of their day; every outcome is computed.
 *
 * <p>It is told in such an order that the end of a session comes last: one that a kill cut
 * short has not ended, and is told on from where its log stops.
 */
@Component
@ConditionalOnBooleanProperty("lectern.demo")
class SamplePast {

  /** How long ago everybody was enrolled. */
  static final Duration TERM = Duration.ofDays(60);

  private static final int MINUTES = 88;

  private final Users users;
  private final Courses courses;
  private final Enrolments enrolments;
  private final Lectures lectures;
  private final Chronicle chronicle;
  private final SamplePolls polls;
  private final Judgements judgements;
  private final Decks decks;
  private final DeckUploads uploads;
  private final Clock clock;

  SamplePast(
      Users users,
      Courses courses,
      Enrolments enrolments,
      Lectures lectures,
      Chronicle chronicle,
      SamplePolls polls,
      Judgements judgements,
      Decks decks,
      DeckUploads uploads,
      Clock clock) {
    this.users = users;
    this.courses = courses;
    this.enrolments = enrolments;
    this.lectures = lectures;
    this.chronicle = chronicle;
    this.polls = polls;
    this.judgements = judgements;
    this.decks = decks;
    this.uploads = uploads;
    this.clock = clock;
  }

  private static final Visit WHOLE = between(-2, MINUTES);

  /**
   * @param slide of the sample's, from 0, with which its deck begins
   * @param visits of the students in the order of their ids; those beyond the list were there for the whole of it
   */
  private record Session(String title, int daysAgo, int slide, List<Visit> visits) {}

  private static final List<Session> SESSIONS =
      List.of(
          new Session(
              "Reading a geological map",
              17,
              6,
              List.of(WHOLE, between(12, MINUTES), absent(), WHOLE, absent().thenWatched(0, MINUTES))),
          new Session(
              "Continental drift, the evidence",
              12,
              2,
              List.of(absent().thenWatched(0, MINUTES), WHOLE, WHOLE, between(-1, 70), absent(), between(20, 60))),
          new Session(
              "Inside the Earth",
              5,
              1,
              List.of(between(-1, 52).and(63, MINUTES), WHOLE, absent().thenWatched(0, 30), WHOLE, WHOLE, absent())),
          new Session(
              "Seafloor spreading",
              2,
              3,
              List.of(
                  WHOLE, between(14, MINUTES), between(-1, 74), between(-1, 30).and(41, MINUTES), absent(),
                  between(12, MINUTES).thenWatched(0, 12), absent(), between(13, MINUTES))));

  boolean isTold() {
    Set<String> ended =
        course().stream()
            .flatMap(course -> lectures.of(course).stream())
            .filter(lecture -> lecture.endedAt().isPresent())
            .map(Lecture::title)
            .collect(Collectors.toSet());
    return SESSIONS.stream().allMatch(session -> ended.contains(session.title()));
  }

  void tell() throws IOException, NotADeckException {
    Optional<CourseId> course = course();
    if (course.isPresent()) {
      for (Session session : SESSIONS) {
        Lecture lecture = planned(session, course.get());
        if (lecture.endedAt().isEmpty()) {
          tell(session, lecture, users.findByEmail("amara@lectern.example").orElseThrow());
        }
      }
    }
  }

  private Optional<CourseId> course() {
    return users.findByEmail("amara@lectern.example").stream()
        .flatMap(amara -> courses.of(amara).stream())
        .map(VisibleCourse::course)
        .filter(course -> course.code().equals("GEO 204"))
        .map(Course::id)
        .findFirst();
  }

  private Lecture planned(Session session, CourseId course) {
    return lectures.of(course).stream()
        .filter(lecture -> lecture.title().equals(session.title()))
        .findFirst()
        .orElseGet(() -> plan(session, course));
  }

  private Lecture plan(Session session, CourseId course) {
    ZonedDateTime start =
        clock.instant().atZone(ZoneId.systemDefault()).minusDays(session.daysAgo()).with(LocalTime.of(10, 0));
    return lectures.plan(course, session.title(), start, Duration.ofMinutes(90));
  }

  private void tell(Session session, Lecture lecture, User amara) throws IOException, NotADeckException {
    if (decks.of(lecture.id()).isEmpty()) {
      uploads.add(lecture, amara, session.title() + ".pdf", new ByteArrayInputStream(SampleDeck.draw(session.slide())));
    }
    List<UserId> students =
        enrolments.of(lecture.course()).stream()
            .filter(place -> place.role() == CourseRole.STUDENT)
            .map(Enrolment::user)
            .sorted(Comparator.comparingLong(UserId::value))
            .toList();
    Script script = script(session, lecture.course(), decks.of(lecture.id()).getFirst(), amara, students);
    List<Saying> said = script.inOrder();
    Chronicle.Of past = chronicle.of(lecture, Duration.ofMinutes(1));
    said.stream().filter(saying -> saying.at() <= 0).forEach(past::say);
    past.visit(amara.id(), WHOLE);
    for (int i = 0; i < students.size(); i++) {
      past.visit(students.get(i), i < session.visits().size() ? session.visits().get(i) : WHOLE);
    }
    judge(session, lecture, amara, students, past);
    polls.answer(lecture.id(), script, answering(students));
    said.forEach(past::say);
  }

  private Script script(Session session, CourseId course, Slide.Deck deck, User amara, List<UserId> students) {
    Script script = new Script();
    script.say(-1, amara.id(), new Slide.Shown(deck));
    script.say(0, amara.id(), new Started(0));
    script.say(3, students.get(1), new Chat.Posted("Good morning", false));
    IntStream.range(2, deck.pages() + 1).forEach(page -> script.say(page * 8 - 6, amara.id(), new Slide.Turned(page)));
    script.say(22, students.get(3), new Chat.Posted("Why is the older floor so deep?", false));
    script.say(24, amara.id(), new Chat.Posted("It has cooled for longer, so it is denser.", false));
    script.say(35, students.get(7), new Hand.Raised(Hand.Reason.QUESTION));
    script.say(37, students.get(7), new Hand.Lowered(students.get(7)));
    script.say(44, amara.id(), new Paused(null));
    script.say(49, amara.id(), new Resumed());
    script.say(86, students.get(0), new Chat.Posted("Thank you", false));
    script.say(MINUTES, amara.id(), new Ended());
    if (session.equals(SESSIONS.getLast())) {
      script.say(30, students.get(0), new Question.Asked("Does the floor move everywhere at the same speed?", null, null, null, null));
      polls.ask(course, script, amara.id(), deck, answering(students), 50);
    }
    return script;
  }

  /** Those who were there for all of the second half. */
  private static List<UserId> answering(List<UserId> students) {
    return Stream.concat(Stream.of(students.get(0), students.get(1), students.get(5), students.get(7)), students.stream().skip(8)).toList();
  }

  private void judge(Session session, Lecture lecture, User amara, List<UserId> students, Chronicle.Of past) {
    if (session.daysAgo() == 2) {
      Judgements then = judgements.at(Clock.fixed(past.moment(180), ZoneOffset.UTC));
      then.notify(new Part(lecture.id(), students.get(4)), "A field trip of another course");
      then.decide(new Part(lecture.id(), students.get(4)), Excuse.EXCUSED, "", amara.id());
      then.notify(new Part(lecture.id(), students.get(6)), "A cold");
      then.correct(
          past.id("correction", ""), new Part(lecture.id(), students.get(7)), Live.PRESENT,
          "Was in the room from the start, the laptop was not.", Live.LATE, amara.id());
    }
  }
}
