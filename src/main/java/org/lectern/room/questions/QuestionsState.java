package org.lectern.room.questions;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Question;
import org.lectern.room.Slice;

/** The questions of a lecture, in the order in which they were asked. */
public record QuestionsState(@JsonValue List<Asked> questions) {

  /** More are not asked in a lecture. */
  static final int MOST = 100;

  static final QuestionsState EMPTY = new QuestionsState(List.of());

  public static final Slice<QuestionsState> QUESTIONS = Slice.of("questions", 2, EMPTY, QuestionsState::with);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public QuestionsState {
    questions = List.copyOf(questions);
  }

  /** Who took a question away. */
  public enum Gone {
    @JsonProperty("author")
    AUTHOR,
    @JsonProperty("staff")
    STAFF
  }

  /**
   * One question. Times are lecture time in milliseconds.
   *
   * @param seq the entry that asked it
   * @param by who asked; null where the class does not know
   * @param written the entry that tells those who teach who asked; null where everyone knows
   * @param text empty once it is gone
   * @param votes how many want to know it, whoever asked among them, as everyone was told last
   * @param takenAt since when it is answered aloud
   * @param answeredAt since when it is answered
   * @param answer in writing
   * @param into the question that is the same and stands for this one
   * @param later whether it was asked after the lecture, and {@code answeredLater} whether it was answered then
   * @param from where it was asked, if that was an earlier lecture
   */
  public record Asked(
      long seq,
      long at,
      @Nullable UserId by,
      @Nullable Long written,
      String text,
      boolean edited,
      int votes,
      @Nullable Long takenAt,
      @Nullable Long answeredAt,
      @Nullable String answer,
      @Nullable Long into,
      @Nullable Gone gone,
      boolean later,
      boolean answeredLater,
      @Nullable From from) {

    /** Whether it is there and stands for itself. */
    boolean stands() {
      return gone == null && into == null;
    }

    /** Whether nobody has begun to answer it. */
    boolean isOpen() {
      return stands() && takenAt == null && answeredAt == null;
    }

    private boolean isBeingAnswered() {
      return takenAt != null && answeredAt == null;
    }

    private Asked saying(String now) {
      return gone == null ? new Asked(seq, at, by, written, now, true, votes, takenAt, answeredAt, answer, into, null, later, answeredLater, from) : this;
    }

    private Asked wantedBy(int people) {
      return new Asked(seq, at, by, written, text, edited, people, takenAt, answeredAt, answer, into, gone, later, answeredLater, from);
    }

    private Asked answering(@Nullable Long since, @Nullable Long until, @Nullable String inWriting, boolean afterwards) {
      return new Asked(seq, at, by, written, text, edited, votes, since, until, inWriting, into, gone, later, afterwards, from);
    }

    private Asked into(long other) {
      return new Asked(seq, at, by, written, text, edited, votes, takenAt, answeredAt, answer, other, gone, later, answeredLater, from);
    }

    private Asked gone(Gone how) {
      return new Asked(seq, at, by, written, "", edited, votes, takenAt, answeredAt, null, into, how, later, answeredLater, from);
    }
  }

  /** A question of another lecture. */
  public record From(long lecture, long question) {}

  Optional<Asked> find(long seq) {
    return questions.stream().filter(question -> question.seq() == seq).findFirst();
  }

  /** Whether another question counts as this one. */
  boolean hasOthers(long seq) {
    return questions.stream().anyMatch(question -> Objects.equals(question.into(), seq));
  }

  QuestionsState with(Entry entry) {
    return !(entry.event() instanceof Question event)
        ? this
        : switch (event) {
          case Question.Ruled _, Question.Written _, Question.Approved _, Question.Declined _ -> this;
          case Question.Asked asked -> plus(asked(entry, asked));
          case Question.Carried carried -> plus(carried(entry, carried));
          case Question.Edited edited -> one(edited.of(), question -> question.saying(edited.text()));
          case Question.Withdrawn withdrawn -> one(withdrawn.of(), question -> question.gone(Gone.AUTHOR));
          case Question.Voted voted -> counted(voted.votes());
          case Question.Taken taken -> taken(taken.of(), entry.at());
          case Question.Answered answered -> one(answered.of(), question -> answered(question, entry.at(), answered));
          case Question.PutBack back -> one(back.of(), question -> question.answering(null, null, null, false));
          case Question.Dismissed dismissed -> one(dismissed.of(), question -> question.gone(Gone.STAFF));
          case Question.Merged merged -> merged(merged.of(), merged.into());
        };
  }

  private QuestionsState plus(Asked question) {
    return new QuestionsState(Stream.concat(questions.stream().skip(Math.max(0, questions.size() - MOST + 1)), Stream.of(question)).toList());
  }

  private static Asked asked(Entry entry, Question.Asked asked) {
    UserId by = asked.written() == null ? entry.by() : asked.asker();
    boolean later = Boolean.TRUE.equals(asked.later());
    return new Asked(entry.seq(), entry.at(), by, asked.written(), asked.text(), false, 1, null, null, null, null, null, later, false, null);
  }

  private static Asked carried(Entry entry, Question.Carried carried) {
    From from = new From(carried.lecture(), carried.question());
    return new Asked(entry.seq(), entry.at(), carried.asker(), null, carried.text(), false, 1, null, null, null, null, null, false, false, from);
  }

  private QuestionsState counted(Map<Long, Integer> votes) {
    return each(question -> votes.containsKey(question.seq()) ? question.wantedBy(votes.get(question.seq())) : question);
  }

  /** The one that was being answered is answered, because another has its turn. */
  private QuestionsState taken(long of, long at) {
    if (find(of).isEmpty()) {
      return this;
    }
    return each(
        question ->
            question.seq() == of
                ? question.answering(at, null, question.answer(), false)
                : question.isBeingAnswered() ? question.answering(question.takenAt(), at, question.answer(), false) : question);
  }

  private static Asked answered(Asked question, long at, Question.Answered answered) {
    boolean first = question.answeredAt() == null;
    Long until = first ? Long.valueOf(at) : question.answeredAt();
    String text = answered.text() == null ? question.answer() : answered.text();
    return question.answering(question.takenAt(), until, text, first ? Boolean.TRUE.equals(answered.later()) : question.answeredLater());
  }

  /** What was the same as a question that is the same as another is the same as that, too. */
  private QuestionsState merged(long of, long into) {
    return each(question -> question.seq() == of || Objects.equals(question.into(), of) ? question.into(into) : question);
  }

  private QuestionsState one(long seq, UnaryOperator<Asked> change) {
    return each(question -> question.seq() == seq ? change.apply(question) : question);
  }

  private QuestionsState each(UnaryOperator<Asked> change) {
    List<Asked> after = questions.stream().map(change).toList();
    return after.equals(questions) ? this : new QuestionsState(after);
  }
}
