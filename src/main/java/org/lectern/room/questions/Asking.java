package org.lectern.room.questions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.Audience;
import org.lectern.room.State;

/**
 * The questions of a lecture together with who asked those that have no name. It puts together what everyone was told with what was told
 * to those who teach, so what comes of it is told to nobody else.
 */
record Asking(QuestionsState questions, AskersState askers) {

  static final Asking NONE = new Asking(QuestionsState.EMPTY, AskersState.EMPTY);

  static Asking in(State state) {
    return new Asking(state.get(QuestionsState.QUESTIONS), state.get(AskersState.ASKERS, Audience.STAFF));
  }

  Optional<UserId> asker(QuestionsState.Asked question) {
    return Optional.ofNullable(question.written() == null ? question.by() : nameless(question.written()));
  }

  private @Nullable UserId nameless(long written) {
    return askers.find(written).map(AskersState.Asker::by).orElse(null);
  }

  /** Those that were written, that the class may hear and has not heard yet. */
  List<AskersState.Asker> unheard() {
    return unsaid().stream().filter(AskersState.Asker::isForTheClass).toList();
  }

  /** Those that wait to be approved. */
  List<AskersState.Asker> held() {
    return askers.askers().stream().filter(AskersState.Asker::held).toList();
  }

  /** What this person wrote and the class has not heard, or never will. */
  List<AskersState.Asker> unheardOf(UserId person) {
    return unsaid().stream().filter(asker -> person.equals(asker.by())).toList();
  }

  private List<AskersState.Asker> unsaid() {
    if (askers.askers().isEmpty()) {
      return List.of();
    }
    Set<Long> heard = questions.questions().stream().map(QuestionsState.Asked::written).filter(seq -> seq != null).collect(Collectors.toSet());
    return askers.askers().stream().filter(asker -> !heard.contains(asker.seq())).toList();
  }

  int size() {
    return questions.questions().size() + unsaid().size();
  }

  /** How many somebody has asked, with those that were taken away. */
  long askedBy(UserId person) {
    Stream<UserId> heard = questions.questions().stream().flatMap(question -> asker(question).stream());
    return Stream.concat(heard, unsaid().stream().map(AskersState.Asker::by)).filter(person::equals).count();
  }

  /** What is counted: whoever asked, and whoever votes, for a question and for all that are the same. */
  List<Votes.Wish> wishes() {
    Map<Long, QuestionsState.Asked> standing =
        questions.questions().stream().filter(QuestionsState.Asked::stands).collect(Collectors.toMap(QuestionsState.Asked::seq, question -> question));
    return questions.questions().stream()
        .filter(question -> question.gone() == null && standing.containsKey(root(question)))
        .map(question -> new Votes.Wish(question.seq(), root(question), asker(question).orElse(null), question.from() != null))
        .toList();
  }

  /** A question and all that are the same. */
  List<Long> same(long root) {
    return questions.questions().stream().filter(question -> root(question) == root).map(QuestionsState.Asked::seq).toList();
  }

  static long root(QuestionsState.Asked question) {
    return question.into() == null ? question.seq() : question.into();
  }
}
