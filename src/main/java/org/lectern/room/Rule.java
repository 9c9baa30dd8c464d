package org.lectern.room;

import static org.lectern.courses.CourseRole.ASSISTANT;
import static org.lectern.courses.CourseRole.INSTRUCTOR;
import static org.lectern.courses.CourseRole.STUDENT;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseId;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.Author;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.LectureEvent;

/**
 * All that holds for one message people send to a room: who may, how often, when, and what becomes of it. A command is answered and may
 * become an entry; a signal is neither answered nor kept. Read aloud it is a sentence:
 * {@code command("chat.post").by(TAKING_PART).alsoLate().decide(this::post)}.
 */
public final class Rule {

  public static final Set<CourseRole> STAFF = Set.copyOf(EnumSet.of(INSTRUCTOR, ASSISTANT));
  public static final Set<CourseRole> TAKING_PART = Set.copyOf(EnumSet.of(INSTRUCTOR, ASSISTANT, STUDENT));
  public static final Set<CourseRole> STUDENTS = Set.of(STUDENT);
  public static final Set<CourseRole> ANYONE = Set.copyOf(EnumSet.allOf(CourseRole.class));

  private final String type;
  private final Set<CourseRole> roles;
  private final @Nullable Rate rate;
  private final boolean late;
  private final boolean afterEnd;
  private final @Nullable Decision decision;
  private final @Nullable Preparation preparation;
  private final @Nullable Hearing hearing;
  private final @Nullable Keeping keeping;

  private Rule(
      String type,
      Set<CourseRole> roles,
      @Nullable Rate rate,
      boolean late,
      boolean afterEnd,
      @Nullable Decision decision,
      @Nullable Preparation preparation,
      @Nullable Hearing hearing,
      @Nullable Keeping keeping) {
    this.type = type;
    this.roles = roles;
    this.rate = rate;
    this.late = late;
    this.afterEnd = afterEnd;
    this.decision = decision;
    this.preparation = preparation;
    this.hearing = hearing;
    this.keeping = keeping;
  }

  /** A rule for a message of this type, which nobody may send until it is said who. */
  public static Rule command(String type) {
    return new Rule(type, Set.of(), null, false, false, null, null, null, null);
  }

  /** The same as {@link #command}, read aloud for what is only heard. */
  public static Rule signal(String type) {
    return command(type);
  }

  public Rule by(Set<CourseRole> whoMay) {
    return new Rule(type, whoMay, rate, late, afterEnd, decision, preparation, hearing, keeping);
  }

  /** Less often than commands and signals are allowed anyway. */
  public Rule atMost(Rate rarer) {
    return new Rule(type, roles, rarer, late, afterEnd, decision, preparation, hearing, keeping);
  }

  /** May be said to a moment of a lecture that is over. */
  public Rule alsoLate() {
    return new Rule(type, roles, rate, true, afterEnd, decision, preparation, hearing, keeping);
  }

  /** May be said between the end of a lecture and its sealing. */
  public Rule alsoAfterEnd() {
    return new Rule(type, roles, rate, late, true, decision, preparation, hearing, keeping);
  }

  public Rule decide(Decision what) {
    return new Rule(type, roles, rate, late, afterEnd, what, null, null, null);
  }

  /** Decides with what was looked up before, so that the lecture is not locked meanwhile. */
  public Rule decideAfter(Preparation what) {
    return new Rule(type, roles, rate, late, afterEnd, null, what, null, null);
  }

  public Rule hear(Hearing what) {
    return new Rule(type, roles, rate, late, afterEnd, null, null, what, null);
  }

  public Rule keep(Keeping what) {
    return new Rule(type, roles, rate, late, afterEnd, null, null, null, what);
  }

  /** Turns a command into an event, knowing everything said before. */
  @FunctionalInterface
  public interface Decision {

    /**
     * @return what happened; empty when it had happened already and there is nothing to add
     * @throws Rejected when a rule says no
     * @throws Malformed when a field is missing or of the wrong kind
     */
    Optional<LectureEvent> decide(Request request);
  }

  /** Looks up what a decision needs, and may wait for it. */
  @FunctionalInterface
  public interface Preparation {

    /**
     * @return the decision, which is taken under the lecture's lock, where more may have been said than was known here
     * @throws Rejected when a rule says no already
     * @throws Malformed when a field is missing or of the wrong kind
     */
    Decision prepare(Command command, RoomEffects room);
  }

  /** Does at once what a signal asks for. */
  @FunctionalInterface
  public interface Hearing {

    /** @throws Malformed when a field is missing or of the wrong kind */
    void hear(Command signal, Member by, RoomEffects room);
  }

  /** Keeps what a command says beside the log, where it becomes no entry. */
  @FunctionalInterface
  public interface Keeping {

    /**
     * Returns when it is durable, and may wait for that.
     *
     * @throws Rejected when a rule says no
     * @throws Malformed when a field is missing or of the wrong kind
     */
    void keep(Command command, Member by, RoomEffects room);
  }

  /**
   * A command to be decided.
   *
   * @param lecture whose room it is, and {@code course} the course it belongs to
   * @param state the room as it is, with all that was said before this command
   * @param end the end of the log under its lock
   * @param isHere whether somebody is in the room
   */
  public record Request(
      LectureId lecture,
      CourseId course,
      Command command,
      Member by,
      State state,
      Author.End end,
      Predicate<UserId> isHere) {

    /** What everyone was told of one thing. */
    public <S> S now(Slice<S> slice) {
      return state.get(slice);
    }
  }

  String type() {
    return type;
  }

  boolean allows(CourseRole role) {
    return roles.contains(role);
  }

  @Nullable Rate rate() {
    return rate;
  }

  boolean isSignal() {
    return hearing != null;
  }

  boolean mayBeLate() {
    return late;
  }

  boolean holdsAfterEnd() {
    return afterEnd;
  }

  Decision decision() {
    return Objects.requireNonNull(decision, "A signal is not decided");
  }

  /** Whether something is looked up before a command is decided. */
  boolean isPrepared() {
    return preparation != null;
  }

  Preparation preparation() {
    return Objects.requireNonNull(preparation, "Nothing is looked up for it");
  }

  Hearing hearing() {
    return Objects.requireNonNull(hearing, "A command is not only heard");
  }

  /** Whether a command is kept beside the log. */
  boolean isKept() {
    return keeping != null;
  }

  Keeping keeping() {
    return Objects.requireNonNull(keeping, "Only what is kept beside the log is kept so");
  }

  boolean isWhole() {
    return decision != null || preparation != null || hearing != null || keeping != null;
  }
}
