package org.lectern.insight.polls;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.Reader;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.insight.Grid;
import org.lectern.insight.Grid.Cell;
import org.lectern.insight.Grid.Words;
import org.lectern.room.polls.PollResults.Given;
import org.lectern.room.polls.PollResults.Result;
import org.lectern.room.polls.PollResults.Score;

/** What each answered, to the polls at which their names stand: a row for each person, a column for each poll. */
record Persons(List<Result> polls, List<Row> rows) {

  /** @param score null where nothing counts */
  record Row(User person, List<Answer> answers, @Nullable Score score) {}

  /** @param text empty for who did not answer */
  record Answer(String text, boolean late, @Nullable Boolean right) {

    static final Answer NONE = new Answer("", false, null);
  }

  static Persons of(List<Result> results, List<Given> given, List<User> people, Map<UserId, Score> scores) {
    List<Result> named = results.stream().filter(Result::isNamed).toList();
    return new Persons(
        named,
        people.stream()
            .map(person -> new Row(person, named.stream().map(poll -> answer(poll, person, given)).toList(), scores.get(person.id())))
            .toList());
  }

  private static Answer answer(Result poll, User person, List<Given> given) {
    return given.stream()
        .filter(one -> one.poll() == poll.poll() && one.person().equals(person.id()))
        .findFirst()
        .map(one -> new Answer(Outcomes.inWords(poll.question(), one.answer()), one.late(), one.right()))
        .orElse(Answer.NONE);
  }

  public boolean isEmpty() {
    return polls.isEmpty();
  }

  Grid grid(Reader reader) {
    List<String> header = new ArrayList<>(List.of(reader.say("attendance.person"), reader.say("attendance.address")));
    polls.forEach(poll -> header.add(poll.question().text()));
    header.add(reader.say("results.score"));
    return new Grid(reader.say("results.people.each"), header, rows.stream().map(row -> cells(row, reader)).toList());
  }

  private static List<Cell> cells(Row row, Reader reader) {
    List<Cell> cells = new ArrayList<>(List.of(new Words(row.person().name()), new Words(row.person().email())));
    row.answers().forEach(answer -> cells.add(new Words(said(answer, reader))));
    cells.add(row.score() == null ? Grid.NOTHING : new Words(reader.say("results.score.of", row.score().right(), row.score().asked())));
    return cells;
  }

  private static String said(Answer answer, Reader reader) {
    String text = Boolean.TRUE.equals(answer.right()) ? reader.say("results.cell.right", answer.text()) : answer.text();
    return answer.late() ? reader.say("results.cell.late", text) : text;
  }
}
