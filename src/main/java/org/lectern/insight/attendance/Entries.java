package org.lectern.insight.attendance;

import java.util.List;
import org.lectern.accounts.User;
import org.springframework.stereotype.Component;

/** Marks together with the sentences that explain them. */
@Component
class Entries {

  private final Explanation explanation;

  Entries(Explanation explanation) {
    this.explanation = explanation;
  }

  /** @param sentence empty before the lecture has begun */
  record Entry(Sheet.Mark mark, String sentence) {}

  /** One person's part in the one lecture looked at. */
  record PersonEntry(User person, Entry entry) {}

  Entry of(Sheet.Mark mark) {
    return new Entry(mark, mark.cell() == null ? "" : explanation.of(mark.cell()));
  }

  List<Entry> of(List<Sheet.Mark> marks) {
    return marks.stream().map(this::of).toList();
  }

  PersonEntry ofOnly(Sheet.Row row) {
    return new PersonEntry(row.person(), of(row.marks().getFirst()));
  }
}
