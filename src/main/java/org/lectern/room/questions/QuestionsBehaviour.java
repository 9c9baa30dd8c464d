package org.lectern.room.questions;

import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.STUDENTS;
import static org.lectern.room.Rule.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Entry;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Question;
import org.lectern.room.Behaviour;
import org.lectern.room.Command;
import org.lectern.room.Member;
import org.lectern.room.Rate;
import org.lectern.room.Rejected;
import org.lectern.room.RoomEffects;
import org.lectern.room.Rule;
import org.lectern.room.Rule.Request;
import org.lectern.room.Slice;
import org.lectern.text.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Asking in writing, with or without one's name, voting for what others asked, and answering it. */
@Component
class QuestionsBehaviour implements Behaviour {

  static final int LONGEST_QUESTION = 300;
  static final int LONGEST_ANSWER = 500;

  /** So that nobody takes the room of all others. */
  static final int MOST_OF_ONE = 10;

  /** Somebody reads through all of them. */
  private static final Rate VOTES = Rate.of(2, 20);

  private static final Logger log = LoggerFactory.getLogger(QuestionsBehaviour.class);

  private final Votes votes;

  /** Lectures whose votes may be others than everyone was told. */
  private final Set<LectureId> uncounted = ConcurrentHashMap.newKeySet();

  QuestionsBehaviour(Votes votes) {
    this.votes = votes;
  }

  @Override
  public List<Slice<?>> slices() {
    return List.of(QuestionsState.QUESTIONS, AskersState.ASKERS);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        command("question.ask").by(STUDENTS).decide(this::ask),
        command("question.edit").by(STUDENTS).decide(this::edit),
        command("question.withdraw").by(STUDENTS).decide(this::withdraw),
        command("question.vote").by(STUDENTS).atMost(VOTES).keep(this::vote),
        command("question.unvote").by(STUDENTS).atMost(VOTES).keep(this::unvote),
        command("question.take").by(STAFF).decide(this::take),
        command("question.answer").by(STAFF).decide(this::answer),
        command("question.putBack").by(STAFF).decide(this::putBack),
        command("question.dismiss").by(STAFF).decide(this::dismiss),
        command("question.merge").by(STAFF).decide(this::merge));
  }

  private Optional<LectureEvent> ask(Request request) {
    String text = question(request.command());
    boolean nameless = request.command().isTrue("nameless");
    Asking asking = Asking.in(request.state());
    if (asking.size() >= QuestionsState.MOST) {
      throw new Rejected("questionsFull", QuestionsState.MOST);
    }
    if (asking.askedBy(request.by().id()) >= MOST_OF_ONE) {
      throw new Rejected("questionsOfOne", MOST_OF_ONE);
    }
    return Optional.of(nameless ? new Question.Written(text) : new Question.Asked(text, null));
  }

  private Optional<LectureEvent> edit(Request request) {
    String text = question(request.command());
    QuestionsState.Asked question = ownAndOpen(request);
    return question.text().equals(text) ? Optional.empty() : Optional.of(new Question.Edited(question.seq(), text));
  }

  private Optional<LectureEvent> withdraw(Request request) {
    QuestionsState.Asked question = ownAndOpen(request);
    if (request.now(QuestionsState.QUESTIONS).hasOthers(question.seq())) {
      throw new Rejected("questionOthersAsk");
    }
    return Optional.of(new Question.Withdrawn(question.seq()));
  }

  private static QuestionsState.Asked ownAndOpen(Request request) {
    QuestionsState.Asked question = standing(request.state().get(QuestionsState.QUESTIONS), request.command(), "of");
    if (!Asking.in(request.state()).asker(question).equals(Optional.of(request.by().id()))) {
      throw new Rejected("notYours");
    }
    if (!question.isOpen()) {
      throw new Rejected("questionTaken");
    }
    return question;
  }

  private Optional<LectureEvent> take(Request request) {
    QuestionsState.Asked question = standing(request);
    boolean now = question.takenAt() != null && question.answeredAt() == null;
    return now ? Optional.empty() : Optional.of(new Question.Taken(question.seq()));
  }

  private Optional<LectureEvent> answer(Request request) {
    String text = text(request.command().optionalText("text").orElse(""), LONGEST_ANSWER);
    QuestionsState.Asked question = standing(request);
    boolean nothingNew = question.answeredAt() != null && (text.isEmpty() || text.equals(question.answer()));
    return nothingNew ? Optional.empty() : Optional.of(new Question.Answered(question.seq(), text.isEmpty() ? null : text));
  }

  private Optional<LectureEvent> putBack(Request request) {
    QuestionsState.Asked question = standing(request);
    return question.isOpen() ? Optional.empty() : Optional.of(new Question.PutBack(question.seq()));
  }

  private Optional<LectureEvent> dismiss(Request request) {
    return Optional.of(new Question.Dismissed(standing(request).seq()));
  }

  private Optional<LectureEvent> merge(Request request) {
    QuestionsState.Asked question = standing(request);
    QuestionsState.Asked into = standing(request.now(QuestionsState.QUESTIONS), request.command(), "into");
    if (into.seq() == question.seq()) {
      throw new Rejected("questionItself");
    }
    return Optional.of(new Question.Merged(question.seq(), into.seq()));
  }

  private static QuestionsState.Asked standing(Request request) {
    return standing(request.now(QuestionsState.QUESTIONS), request.command(), "of");
  }

  private static QuestionsState.Asked standing(QuestionsState questions, Command command, String field) {
    return questions.find(command.number(field)).filter(QuestionsState.Asked::stands).orElseThrow(() -> new Rejected("noSuchQuestion"));
  }

  private static String question(Command command) {
    String text = text(command.text("text"), LONGEST_QUESTION);
    if (text.isEmpty()) {
      throw new Rejected("questionEmpty");
    }
    return text;
  }

  private static String text(String typed, int longest) {
    String text = Written.lines(typed).strip();
    if (text.length() > longest) {
      throw new Rejected("questionTooLong", longest);
    }
    return text;
  }

  private void vote(Command command, Member by, RoomEffects room) {
    QuestionsState.Asked question = standing(room.state().get(QuestionsState.QUESTIONS), command, "of");
    if (question.answeredAt() != null) {
      throw new Rejected("questionAnswered");
    }
    votes.keep(room.lecture(), question.seq(), by.id());
    uncounted.add(room.lecture());
  }

  private void unvote(Command command, Member by, RoomEffects room) {
    QuestionsState.Asked question = standing(room.state().get(QuestionsState.QUESTIONS), command, "of");
    votes.takeBack(room.lecture(), Asking.in(room.state()).same(question.seq()), by.id());
    uncounted.add(room.lecture());
  }

  @Override
  public void prepare(RoomEffects room) {
    uncounted.add(room.lecture());
  }

  /**
   * What a node counted may be older than what another has counted since, so what was told is looked at once more. What was written without
   * a name is said to the class.
   */
  @Override
  public void after(Entry entry, RoomEffects room) {
    switch (entry.event()) {
      case Question.Voted _, Question.Merged _ -> uncounted.add(room.lecture());
      case Question.Written _ -> sayTheUnheard(room);
      default -> {}
    }
  }

  /** Tells the votes, and what a node that is gone left unsaid. */
  @Override
  public void tick(RoomEffects room) {
    sayTheUnheard(room);
    if (uncounted.contains(room.lecture())) {
      room.beside("votes for questions", () -> count(room));
    }
  }

  private static void sayTheUnheard(RoomEffects room) {
    for (AskersState.Asker unheard : Asking.in(room.state()).unheard()) {
      room.sayIfDue(state -> Asking.in(state).unheard().contains(unheard) ? Optional.of(new Question.Asked(unheard.text(), unheard.seq())) : Optional.empty());
    }
  }

  private void count(RoomEffects room) {
    uncounted.remove(room.lecture()); // before counting: what is given meanwhile is counted once more
    List<Votes.Wish> wishes = Asking.in(room.state()).wishes();
    if (wishes.isEmpty()) {
      return;
    }
    try {
      Map<Long, Integer> counted = votes.count(room.lecture(), wishes);
      room.sayIfDue(state -> Optional.ofNullable(changes(state.get(QuestionsState.QUESTIONS), counted)));
    } catch (DataAccessException databaseAway) {
      uncounted.add(room.lecture());
      log.warn("Votes for questions of lecture {} could not be counted yet: {}", room.lecture(), databaseAway.getMessage());
    }
  }

  private static Question.@Nullable Voted changes(QuestionsState questions, Map<Long, Integer> counted) {
    Map<Long, Integer> changed = new TreeMap<>();
    questions.questions().stream()
        .filter(question -> question.stands() && counted.getOrDefault(question.seq(), question.votes()) != question.votes())
        .forEach(question -> changed.put(question.seq(), counted.get(question.seq())));
    return changed.isEmpty() ? null : new Question.Voted(changed);
  }
}
