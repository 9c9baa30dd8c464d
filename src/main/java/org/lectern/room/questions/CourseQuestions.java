package org.lectern.room.questions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.lecture.Entry;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.Question;
import org.springframework.stereotype.Component;

/**
 * The questions of all lectures of a course, read from their logs: what is still open, what was carried on to a later lecture, and what was
 * answered to whom.
 */
@Component
public class CourseQuestions {

  private final LectureLog log;
  private final Lectures lectures;
  private final Courses courses;
  private final Votes votes;

  CourseQuestions(LectureLog log, Lectures lectures, Courses courses, Votes votes) {
    this.log = log;
    this.lectures = lectures;
    this.courses = courses;
    this.votes = votes;
  }

  /** The questions of one lecture, and when they were answered or given an answer last. */
  private record OfLecture(Asking asking, Map<Long, Instant> answered) {}

  /**
   * A question that waits.
   *
   * @param at the moment it belongs to, in milliseconds of lecture time
   * @param by who asked, where the class may know
   * @param asker who asked, as those who teach may know; null where nobody does
   * @param votes how many want to know it, whoever asked among them
   * @param later whether it was asked after the lecture
   * @param held whether the class has not heard it, because it is to be approved first; it is called by the entry that wrote it then
   */
  public record Open(
      LectureId lecture, long question, long at, String text, @Nullable UserId by, @Nullable UserId asker, int votes, boolean later, boolean held) {

    QuestionsState.From from() {
      return new QuestionsState.From(lecture.value(), question);
    }
  }

  /** A question somebody wanted to know, answered. {@code answer} is null where it was only spoken; {@code own} where they asked it. */
  public record Told(LectureId lecture, long question, long at, String text, @Nullable String answer, Instant answered, boolean own) {}

  /** What this course has chosen for questions. */
  QuestionRules of(LectureId lecture) {
    return lectures.find(lecture).flatMap(one -> courses.find(one.course()))
        .map(course -> new QuestionRules(course.areQuestionsApproved(), course.mayQuestionsBeNobodys()))
        .orElse(QuestionRules.EMPTY);
  }

  /** What is open in lectures of a course that are over, in the order of votes. */
  public List<Open> open(CourseId course) {
    return open(course, lecture -> lecture.endedAt().isPresent(), true);
  }

  /** What earlier lectures left open, for the agenda of this one. */
  List<Open> openBefore(LectureId lecture) {
    return open(lectures.find(lecture).orElseThrow().course(), other -> other.endedAt().isPresent() && !other.id().equals(lecture), false);
  }

  private List<Open> open(CourseId course, Predicate<Lecture> which, boolean heldToo) {
    Map<LectureId, OfLecture> all = read(lectures.of(course).stream().map(Lecture::id).toList());
    Set<QuestionsState.From> goneOn = goneOn(all.values());
    Set<LectureId> over = lectures.of(course).stream().filter(which).map(Lecture::id).collect(Collectors.toSet());
    List<Open> open = new ArrayList<>();
    all.forEach((lecture, of) -> {
      if (over.contains(lecture)) {
        open.addAll(open(lecture, of.asking(), goneOn));
        if (heldToo) {
          of.asking().held().forEach(held -> open.add(held(lecture, held)));
        }
      }
    });
    return open.stream().sorted(Comparator.comparing(Open::votes).reversed().thenComparing(Open::at)).toList();
  }

  private List<Open> open(LectureId lecture, Asking asking, Set<QuestionsState.From> goneOn) {
    List<QuestionsState.Asked> standing =
        asking.questions().questions().stream()
            .filter(question -> question.isOpen() && !goneOn.contains(new QuestionsState.From(lecture.value(), question.seq())))
            .toList();
    Map<Long, Integer> wanted = standing.isEmpty() ? Map.of() : votes.count(lecture, asking.wishes());
    return standing.stream()
        .map(question -> new Open(
            lecture, question.seq(), question.at(), question.text(), question.by(), asking.asker(question).orElse(null),
            wanted.getOrDefault(question.seq(), 1), question.later(), false))
        .toList();
  }

  private static Open held(LectureId lecture, AskersState.Asker asker) {
    UserId by = asker.names() == Question.Names.CLASS ? asker.by() : null;
    return new Open(lecture, asker.seq(), asker.at(), asker.text(), by, asker.by(), 1, asker.later(), true);
  }

  /** Questions that are asked in a later lecture now. */
  private static Set<QuestionsState.From> goneOn(Collection<OfLecture> all) {
    Set<QuestionsState.From> goneOn = new HashSet<>();
    for (OfLecture of : all) {
      of.asking().questions().questions().stream().map(QuestionsState.Asked::from).filter(from -> from != null).forEach(goneOn::add);
    }
    return goneOn;
  }

  /** Who asked this, as those who teach know. */
  Optional<UserId> askerOf(QuestionsState.From from) {
    Asking asking = read(List.of(new LectureId(from.lecture()))).getOrDefault(new LectureId(from.lecture()), new OfLecture(Asking.NONE, Map.of())).asking();
    return asking.questions().find(from.question()).flatMap(asking::asker);
  }

  /** Puts an answer away that this person has read. */
  public void seen(UserId person, LectureId lecture, long question) {
    votes.seen(person, lecture, question);
  }

  /**
   * What this person asked or voted for in these lectures and what was answered in writing, after the lecture, or in another one; the last
   * one first. What was answered aloud where it was asked is in the recording, and what they have put away is not told again.
   */
  public List<Told> toldTo(UserId person, Collection<LectureId> some) {
    Map<LectureId, OfLecture> read = read(some);
    Map<LectureId, Set<Long>> wanted = votes.of(read.keySet(), person);
    Map<LectureId, Set<Long>> seen = votes.seenBy(person, read.keySet());
    List<Told> told = new ArrayList<>();
    read.forEach((lecture, of) ->
        told.addAll(told(person, lecture, of, wanted.getOrDefault(lecture, Set.of()), seen.getOrDefault(lecture, Set.of()))));
    return told.stream().sorted(Comparator.comparing(Told::answered).reversed()).toList();
  }

  private static List<Told> told(UserId person, LectureId lecture, OfLecture of, Set<Long> wanted, Set<Long> seen) {
    List<Told> told = new ArrayList<>();
    for (QuestionsState.Asked question : of.asking().questions().questions()) {
      Instant answered = of.answered().get(question.seq());
      boolean worthTelling = question.answer() != null || question.answeredLater() || question.from() != null;
      if (answered == null || !worthTelling || !question.stands() || question.answeredAt() == null || seen.contains(question.seq())) {
        continue;
      }
      boolean own = isOwn(of.asking(), question, person);
      if (own || of.asking().same(question.seq()).stream().anyMatch(wanted::contains)) {
        long at = question.takenAt() == null ? question.at() : question.takenAt();
        told.add(new Told(lecture, question.seq(), at, question.text(), question.answer(), answered, own));
      }
    }
    return told;
  }

  private static boolean isOwn(Asking asking, QuestionsState.Asked question, UserId person) {
    return asking.questions().questions().stream()
        .filter(one -> Asking.root(one) == question.seq())
        .anyMatch(one -> asking.asker(one).filter(person::equals).isPresent());
  }

  private Map<LectureId, OfLecture> read(Collection<LectureId> some) {
    Map<LectureId, OfLecture> read = new HashMap<>();
    if (some.isEmpty()) {
      return read;
    }
    log.readTopic(Question.class, some).stream().collect(Collectors.groupingBy(Entry::lecture)).forEach((lecture, entries) -> read.put(lecture, folded(entries)));
    return read;
  }

  private static OfLecture folded(List<Entry> entries) {
    QuestionsState questions = QuestionsState.EMPTY;
    AskersState askers = AskersState.EMPTY;
    Map<Long, Instant> answered = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.to().equals(Audience.STAFF)) {
        askers = askers.with(entry);
      } else {
        questions = questions.with(entry);
      }
      switch (entry.event()) {
        case Question.Answered event -> answered.put(event.of(), entry.saidAt());
        case Question.Taken event -> {
          questions.questions().stream().filter(question -> question.answeredAt() != null).forEach(question -> answered.putIfAbsent(question.seq(), entry.saidAt()));
          answered.remove(event.of());
        }
        default -> {}
      }
    }
    return new OfLecture(new Asking(questions, askers), answered);
  }
}
