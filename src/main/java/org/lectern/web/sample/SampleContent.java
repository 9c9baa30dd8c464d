package org.lectern.web.sample;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.Role;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.courses.Course;
import org.lectern.courses.CourseId;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Courses;
import org.lectern.courses.Enrolments;
import org.lectern.insight.attendance.Policies;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.NotADeckException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** People, courses and lectures to try things with. */
@Component
@ConditionalOnBooleanProperty("lectern.demo")
class SampleContent {

  private static final String PASSWORD = "lectern-demo";
  private static final String AMARA = "amara@lectern.example";
  private static final String JONAS = "jonas@lectern.example";
  private static final String LENA = "Lena Fischer";
  private static final Duration LENGTH = Duration.ofMinutes(90);

  private static final List<String> STUDENTS =
      List.of(
          "Mei Chen", "Tomás Rivera", "Aiko Tanaka", "Elias Berg", "Hannah Schultz", "Jakub Nowak",
          "Karim Haddad", "Niklas Holm", "Priya Raman", "Sofia Rossi", "Noah Williams", "Fatima Zahra", "Lucas Martin",
          "Zoe Papadaki");

  private final Users users;
  private final Courses courses;
  private final Enrolments enrolments;
  private final Lectures lectures;
  private final DeckUploads decks;
  private final Policies policies;
  private final SamplePolls polls;
  private final Clock clock;

  SampleContent(
      Users users,
      Courses courses,
      Enrolments enrolments,
      Lectures lectures,
      DeckUploads decks,
      Policies policies,
      SamplePolls polls,
      Clock clock) {
    this.users = users;
    this.courses = courses;
    this.enrolments = enrolments;
    this.lectures = lectures;
    this.decks = decks;
    this.policies = policies;
    this.polls = polls;
    this.clock = clock;
  }

  /** The three whom the page for signing in names. */
  @Transactional
  public void bringTheFirst() {
    if (users.findByEmail(AMARA).isEmpty()) {
      person("Ingrid Solheim", "admin", Role.ADMIN);
      person("Dr. Amara Osei", "amara", null);
      person(LENA, address(LENA), null);
    }
  }

  /** Whoever comes after the first three comes with the courses. */
  boolean isWhole() {
    return users.findByEmail(JONAS).isPresent();
  }

  /** All or nothing: a start that is cut short leaves nothing half filled. */
  @Transactional(rollbackFor = Exception.class)
  public void fill() throws IOException, NotADeckException {
    User amara = users.findByEmail(AMARA).orElseThrow();
    User jonas = person("Jonas Weidl", "jonas", null);
    User olu = person("Olu Adeyemi", "olu", null);
    List<User> students =
        Stream.concat(
                users.findByEmail(address(LENA) + "@lectern.example").stream(),
                STUDENTS.stream().map(name -> person(name, address(name), null)))
            .toList();
    geography(amara, olu, students);
    programming(jonas, students.subList(0, 6));
    threeMinutes(amara, students.subList(0, 8));
  }

  /** A lecture nobody started is moved at each start, so that there always is one that can be. */
  @Transactional
  public void moveToNow() {
    users.findByEmail(AMARA).ifPresent(amara -> courses.of(amara).forEach(course -> moveToNow(course.course().id())));
  }

  private void geography(User amara, User olu, List<User> students) throws IOException, NotADeckException {
    Course course =
        courses.create(
            UUID.randomUUID(),
            "Physical geography",
            "GEO 204",
            "How the surface of the Earth came to look as it does: plates, volcanoes, rivers, ice and wind.",
            amara);
    enrolments.enrol(course.id(), olu.id(), CourseRole.ASSISTANT);
    Enrolments since = enrolments.at(Clock.fixed(clock.instant().minus(SamplePast.TERM), ZoneOffset.UTC));
    students.forEach(student -> since.enrol(course.id(), student.id(), CourseRole.STUDENT));
    Lecture first = lectures.plan(course.id(), "Plate tectonics: how continents move", soon(), LENGTH);
    decks.add(first, amara, "Plate tectonics.pdf", new ByteArrayInputStream(SampleDeck.draw()));
    polls.fill(course.id(), amara.id());
    lectures.plan(course.id(), "Earthquakes and how we locate them", inDays(3, 10), LENGTH);
    lectures.plan(course.id(), "Volcanoes: reading a landscape", inDays(7, 10), LENGTH);
  }

  private void programming(User jonas, List<User> students) {
    Course course =
        courses.create(
            UUID.randomUUID(), "Programming fundamentals", "CS 161", "From the first line to recursion.", jonas);
    students.forEach(student -> enrolments.enrol(course.id(), student.id(), CourseRole.STUDENT));
    lectures.plan(course.id(), "Tutorial: tracing recursive code", inDays(1, 14), Duration.ofMinutes(60));
    lectures.plan(course.id(), "Lists and dictionaries", inDays(4, 9), LENGTH);
  }

  /** A session that was held yesterday and took three minutes, so its course counts lateness in seconds. */
  private void threeMinutes(User amara, List<User> students) {
    Course course =
        courses.create(
            UUID.randomUUID(), "Earth in three minutes", "GEO 3", "Short sessions to watch again, one idea in each.", amara);
    Enrolments since = enrolments.at(Clock.fixed(clock.instant().minus(SamplePast.TERM), ZoneOffset.UTC));
    students.forEach(student -> since.enrol(course.id(), student.id(), CourseRole.STUDENT));
    policies.change(course.id(), SampleRecording.POLICY, amara.id());
    lectures.plan(course.id(), SampleRecording.TITLE, inDays(-1, 14), SampleRecording.LENGTH);
  }

  /** Not one that was planned when its time was over: it is told afterwards. */
  private void moveToNow(CourseId course) {
    Instant now = clock.instant();
    lectures.of(course).stream()
        .filter(lecture -> lecture.createdAt().isBefore(lecture.plannedEnd()))
        .filter(lecture -> lecture.phase() == Lecture.Phase.PLANNED && lecture.plannedEnd().isBefore(now))
        .findFirst()
        .ifPresent(lecture -> lectures.replan(lecture.id(), lecture.title(), soon(), lecture.length()));
  }

  private User person(String name, String address, @Nullable Role role) {
    return users.create(address + "@lectern.example", name, role, PASSWORD);
  }

  /** The given name without its accents. */
  private static String address(String name) {
    String given = name.substring(0, name.indexOf(' ')).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(given, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
  }

  /** The next full five minutes. */
  private ZonedDateTime soon() {
    ZonedDateTime now = clock.instant().atZone(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES);
    return now.plusMinutes(5 - now.getMinute() % 5);
  }

  private ZonedDateTime inDays(int days, int hour) {
    return soon().plusDays(days).with(LocalTime.of(hour, 0));
  }
}
