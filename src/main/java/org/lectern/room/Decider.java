package org.lectern.room;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lectern.courses.CourseId;
import org.lectern.lecture.Author;
import org.lectern.lecture.Draft;
import org.lectern.lecture.Entry;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.LectureState;

/**
 * Turns a room's commands into entries. Everything that has queued while the last commit was under way is
 * decided together, one after the other on a copy of the state, and goes into one transaction. Senders are
 * answered when it is durable and not before.
 */
final class Decider {

  /** Bounds how long the lecture's row stays locked. */
  private static final int LARGEST_GROUP = 500;

  private final LectureId lecture;
  private final CourseId course;
  private final LectureLog log;
  private final Behaviours behaviours;
  private final Roster roster;
  private final Supplier<State> committed;
  private final Consumer<List<Entry>> missed;

  private final Queue<Asked> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean appending = new AtomicBoolean();

  /**
   * @param committed what the room has come to
   * @param missed is given entries that the room was found not to know yet
   */
  Decider(
      LectureId lecture,
      CourseId course,
      LectureLog log,
      Behaviours behaviours,
      Roster roster,
      Supplier<State> committed,
      Consumer<List<Entry>> missed) {
    this.lecture = lecture;
    this.course = course;
    this.log = log;
    this.behaviours = behaviours;
    this.roster = roster;
    this.committed = committed;
    this.missed = missed;
  }

  /** What became of a command, told to its sender. */
  interface Answer {

    /** The command is durable, as this entry or, when it was sent before, as an earlier one. */
    void acknowledged(UUID command, long seq);

    void rejected(UUID command, Rejected reason);

    void malformed(Malformed reason);

    /** The log could not be written. The sender keeps the command and sends it again. */
    void notSaved(UUID command);
  }

  /** @param at the moment of the lecture it is said to, after the end; null for what happens now */
  private record Asked(Command command, Member by, @Nullable Long at, Rule.Decision decision, Answer answer) {}

  void submit(Command command, Member by, Rule.Decision decision, Answer answer) {
    queue.add(new Asked(command, by, null, decision, answer));
    appendNext();
  }

  /** Something said after the end, to a moment of the lecture in milliseconds. */
  void submitLate(Command command, Member by, long at, Rule.Decision decision, Answer answer) {
    queue.add(new Asked(command, by, at, decision, answer));
    appendNext();
  }

  /** Something nobody asked for, such as a count of reactions. */
  void append(LectureEvent event) {
    log.append(lecture, end -> end.isSealed() ? List.of() : List.of(Draft.bySystem(event)));
  }

  /** The same, when it is still due under the lock. */
  void appendIfDue(Function<State, List<LectureEvent>> due) {
    log.append(lecture, end -> {
      State state = committed.get();
      return end.isSealed() ? List.of() : due.apply(state.with(end.since(state.seq()))).stream().map(Draft::bySystem).toList();
    });
  }

  /** The same of a lecture that is over, to one of its moments. */
  void appendLateIfDue(long at, Function<State, Optional<LectureEvent>> due) {
    log.append(lecture, end -> {
      State state = committed.get();
      State now = state.with(end.since(state.seq()));
      return due.apply(now).map(event -> new Draft(event, null, null, within(now, at))).stream().toList();
    });
  }

  private void appendNext() {
    if (!queue.isEmpty() && appending.compareAndSet(false, true)) {
      Group group = new Group();
      log.append(lecture, group, group::settled);
    }
  }

  /** The commands of one transaction. The log may ask again after a failure, so deciding starts afresh. */
  private final class Group implements Author {

    private final List<Asked> asked = new ArrayList<>();
    private final List<Runnable> answers = new ArrayList<>();
    private List<Entry> unknown = List.of();

    @Override
    public Collection<UUID> clientIds() {
      if (asked.isEmpty()) {
        take();
      }
      return asked.stream().map(one -> one.command().requiredId()).toList();
    }

    @Override
    public List<Draft> write(End end) {
      answers.clear();
      State state = committed.get();
      // Other nodes have appended them; or the answer to an earlier commit was lost with its connection, and nobody was told.
      unknown = end.since(state.seq());
      state = state.with(unknown);
      Map<UUID, Long> appended = new HashMap<>(end.appended());
      List<Draft> drafts = new ArrayList<>();
      for (Asked one : asked) {
        long last = end.seq() + drafts.size();
        Optional<LectureEvent> event = decide(one, state, end, last, appended);
        if (event.isPresent()) {
          UUID id = one.command().requiredId();
          Long late = one.at() == null ? null : Long.valueOf(within(state, one.at()));
          drafts.add(new Draft(event.get(), one.by().id(), id, late));
          appended.put(id, last + 1); // the same command twice in one group is said once, too
          state = state.with(preview(last + 1, late == null ? end.at() : late, end, one.by(), event.get()));
        }
      }
      return drafts;
    }

    private void take() {
      Asked next;
      while (asked.size() < LARGEST_GROUP && (next = queue.poll()) != null) {
        asked.add(next);
      }
    }

    private Optional<LectureEvent> decide(
        Asked one, State state, Author.End end, long last, Map<UUID, Long> appended) {
      UUID id = one.command().requiredId();
      Long saidBefore = appended.get(id);
      if (saidBefore != null) {
        answers.add(() -> one.answer().acknowledged(id, saidBefore));
        return Optional.empty();
      }
      try {
        Rule rule = behaviours.ruleFor(one.command());
        if (one.at() == null) {
          mustBeOpen(rule, state, end);
        } else {
          mustBeOver(one.by(), state);
        }
        Optional<LectureEvent> event =
            one.decision().decide(new Rule.Request(lecture, course, one.command(), one.by(), state, end, roster::isHere));
        long seq = event.isPresent() ? last + 1 : last;
        answers.add(() -> one.answer().acknowledged(id, seq));
        return event;
      } catch (Rejected reason) {
        answers.add(() -> one.answer().rejected(id, reason));
        return Optional.empty();
      } catch (Malformed reason) {
        answers.add(() -> one.answer().malformed(reason));
        return Optional.empty();
      }
    }

    private Entry preview(long seq, long at, Author.End end, Member by, LectureEvent event) {
      Instant now = Instant.ofEpochMilli(end.wallMillis());
      return new Entry(lecture, seq, at, now, event.isAnonymous() ? null : by.id(), event);
    }

    void settled(List<Entry> entries, @Nullable Throwable failure) {
      try {
        if (failure == null) {
          answers.forEach(Runnable::run);
        } else {
          tellNotSaved();
        }
      } finally {
        appending.set(false);
        appendNext();
      }
      if (failure == null && !unknown.isEmpty()) {
        missed.accept(unknown);
      }
    }

    /** Answers everyone, also when the database was away and {@link #write} was never called. */
    private void tellNotSaved() {
      if (asked.isEmpty()) {
        take();
      }
      asked.forEach(one -> one.answer().notSaved(one.command().requiredId()));
    }
  }

  private static void mustBeOpen(Rule rule, State state, Author.End end) {
    boolean ended = state.lecture().phase() == LectureState.Phase.ENDED;
    if (end.isSealed() || ended && !rule.holdsAfterEnd()) {
      throw new Rejected("ended");
    }
  }

  /** What is said later is part of the replay; whoever was removed from the lecture says nothing in it. */
  private void mustBeOver(Member by, State state) {
    if (state.lecture().phase() != LectureState.Phase.ENDED) {
      throw new Rejected("notEnded");
    }
    if (!behaviours.admit(state, by.id())) {
      throw new Rejected("notAllowed");
    }
  }

  private static long within(State state, long at) {
    Long end = state.lecture().endedAt();
    return Math.clamp(at, 0, end == null ? at : Math.max(0, end));
  }
}
