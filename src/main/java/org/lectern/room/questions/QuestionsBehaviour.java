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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureState.Phase;
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
import org.lectern.room.State;
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
  private final CourseQuestions choices;

  /** Lectures whose votes may be others than everyone was told. */
  private final Set<LectureId> uncounted = ConcurrentHashMap.newKeySet();

  QuestionsBehaviour(Votes votes, CourseQuestions choices) {
    this.votes = votes;
    this.choices = choices;
  }

  @Override
  public List<Slice<?>> slices() {
    return List.of(QuestionsState.QUESTIONS, AskersState.ASKERS, QuestionRules.RULES);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        command("question.ask").by(STUDENTS).alsoLate().decide(this::ask),
        command("question.edit").by(STUDENTS).alsoLate().decide(this::edit),
        command("question.withdraw").by(STUDENTS).alsoLate().decide(this::withdraw),
        command("question.vote").by(STUDENTS).atMost(VOTES).alsoLate().keep(this::vote),
        command("question.unvote").by(STUDENTS).atMost(VOTES).alsoLate().keep(this::unvote),
        command("question.approve").by(STAFF).alsoLate().decide(this::approve),
        command("question.decline").by(STAFF).alsoLate().decide(this::decline),
        command("question.carry").by(STAFF).decideAfter(this::carry),
        command("question.take").by(STAFF).decide(this::take),
        command("question.answer").by(STAFF).alsoLate().decide(this::answer),
        command("question.putBack").by(STAFF).alsoLate().decide(this::putBack),
        command("question.dismiss").by(STAFF).alsoLate().decide(this::dismiss),
        command("question.merge").by(STAFF).alsoLate().decide(this::merge));
  }

  private Optional<LectureEvent> ask(Request request) {
    String text = question(request.command());
    QuestionRules rules = request.now(QuestionRules.RULES);
    Question.Names names = names(request.command(), rules);
    Asking asking = Asking.in(request.state());
    if (asking.size() >= QuestionsState.MOST) {
      throw new Rejected("questionsFull", QuestionsState.MOST);
    }
    if (asking.askedBy(request.by().id()) >= MOST_OF_ONE) {
      throw new Rejected("questionsOfOne", MOST_OF_ONE);
    }
    Boolean later = isOver(request) ? true : null;
    if (rules.approve()) {
      return Optional.of(new Question.Written(text, names, true, later));
    }
    return Optional.of(
        switch (names) {
          case CLASS -> new Question.Asked(text, null, null, null, later);
          case STAFF -> new Question.Written(text, null, null, later);
          case NOBODY -> new Question.Asked(text, null, null, true, later);
        });
  }

  private static Question.Names names(Command command, QuestionRules rules) {
    if (command.isTrue("nobody")) {
      if (!rules.nobody()) {
        throw new Rejected("questionNobody");
      }
      return Question.Names.NOBODY;
    }
    return command.isTrue("nameless") ? Question.Names.STAFF : Question.Names.CLASS;
  }

  private static boolean isOver(Request request) {
    return request.state().lecture().phase() == Phase.ENDED;
  }

  private Optional<LectureEvent> approve(Request request) {
    return Optional.of(new Question.Approved(held(request).seq()));
  }

  private Optional<LectureEvent> decline(Request request) {
    return Optional.of(new Question.Declined(held(request).seq()));
  }

  private static AskersState.Asker held(Request request) {
    return Asking.in(request.state()).askers().find(request.command().number("of")).filter(AskersState.Asker::held)
        .orElseThrow(() -> new Rejected("noSuchQuestion"));
  }

  /** What was left open in an earlier lecture is asked in this one; a second time it is there already. */
  private Rule.Decision carry(Command command, RoomEffects room) {
    QuestionsState.From from = new QuestionsState.From(command.number("lecture"), command.number("of"));
    Optional<CourseQuestions.Open> open = choices.openBefore(room.lecture()).stream().filter(one -> one.from().equals(from)).findFirst();
    return request -> carry(request, from, open);
  }

  private static Optional<LectureEvent> carry(Request request, QuestionsState.From from, Optional<CourseQuestions.Open> open) {
    QuestionsState questions = request.now(QuestionsState.QUESTIONS);
    if (questions.questions().stream().anyMatch(question -> from.equals(question.from()))) {
      return Optional.empty();
    }
    if (Asking.in(request.state()).size() >= QuestionsState.MOST) {
      throw new Rejected("questionsFull", QuestionsState.MOST);
    }
    CourseQuestions.Open question = open.orElseThrow(() -> new Rejected("noSuchQuestion"));
    return Optional.of(new Question.Carried(from.lecture(), from.question(), question.text(), question.by()));
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
    return nothingNew ? Optional.empty() : Optional.of(new Question.Answered(question.seq(), text.isEmpty() ? null : text, isOver(request) ? true : null));
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

  /** What the course has chosen meanwhile is said, so that everybody knows what holds. */
  @Override
  public void prepare(RoomEffects room) {
    uncounted.add(room.lecture());
    if (room.state().lecture().phase() != Phase.ENDED) {
      room.beside("what holds for questions", () -> sayWhatHolds(room));
    }
  }

  private void sayWhatHolds(RoomEffects room) {
    try {
      QuestionRules chosen = choices.of(room.lecture());
      room.sayIfDue(state -> state.get(QuestionRules.RULES).equals(chosen) ? Optional.empty() : Optional.of(new Question.Ruled(chosen.approve(), chosen.nobody())));
    } catch (DataAccessException databaseAway) {
      log.warn("What holds for questions in lecture {} could not be read: {}", room.lecture(), databaseAway.getMessage());
    }
  }

  /**
   * What a node counted may be older than what another has counted since, so what was told is looked at once more. What was written without
   * a name is said to the class.
   */
  @Override
  public void after(Entry entry, RoomEffects room) {
    switch (entry.event()) {
      case Question.Voted _, Question.Merged _, Question.Carried _ -> uncounted.add(room.lecture());
      case Question.Written _, Question.Approved _ -> sayTheUnheard(room);
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
      Function<State, Optional<LectureEvent>> due = state -> Asking.in(state).unheard().contains(unheard) ? Optional.of(aloud(unheard)) : Optional.empty();
      if (room.state().lecture().phase() == Phase.ENDED) {
        room.sayLateIfDue(unheard.at(), due);
      } else {
        room.sayIfDue(due);
      }
    }
  }

  private static LectureEvent aloud(AskersState.Asker asker) {
    UserId by = asker.names() == Question.Names.CLASS ? asker.by() : null;
    return new Question.Asked(asker.text(), asker.seq(), by, null, asker.later() ? true : null);
  }

  private void count(RoomEffects room) {
    uncounted.remove(room.lecture()); // before counting: what is given meanwhile is counted once more
    List<Votes.Wish> wishes = Asking.in(room.state()).wishes();
    if (wishes.isEmpty()) {
      return;
    }
    try {
      carryVotes(room);
      Map<Long, Integer> counted = votes.count(room.lecture(), wishes);
      room.sayIfDue(state -> Optional.ofNullable(changes(state.get(QuestionsState.QUESTIONS), counted)));
    } catch (DataAccessException databaseAway) {
      uncounted.add(room.lecture());
      log.warn("Votes for questions of lecture {} could not be counted yet: {}", room.lecture(), databaseAway.getMessage());
    }
  }

  /** Done again it changes nothing. */
  private void carryVotes(RoomEffects room) {
    for (QuestionsState.Asked question : room.state().get(QuestionsState.QUESTIONS).questions()) {
      if (question.from() != null && question.stands() && question.answeredAt() == null) {
        votes.carry(question.from(), room.lecture(), question.seq(), choices.askerOf(question.from()).orElse(null));
      }
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
