package org.lectern.insight.attendance;

import java.util.List;
import java.util.Map;
import org.lectern.accounts.Reader;
import org.lectern.accounts.User;
import org.lectern.lecture.Chapters;
import org.lectern.lecture.Chapters.Chapter;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.springframework.stereotype.Component;

/** Marks together with the sentences that explain them. */
@Component
class Entries {

  private final Explanation explanation;
  private final Chapters chapters;

  Entries(Explanation explanation, Chapters chapters) {
    this.explanation = explanation;
    this.chapters = chapters;
  }

  /** @param sentence empty before the lecture has begun */
  record Entry(Sheet.Mark mark, String sentence) {}

  /** One person's part in the one lecture looked at. */
  record PersonEntry(User person, Entry entry) {}

  Entry of(Sheet.Mark mark, Reader reader) {
    return of(List.of(mark), reader).getFirst();
  }

  List<Entry> of(List<Sheet.Mark> marks, Reader reader) {
    Map<LectureId, List<Chapter>> called =
        chapters.of(marks.stream().map(mark -> mark.lecture().id()).distinct().toList());
    return marks.stream().map(mark -> entry(mark, called.getOrDefault(mark.lecture().id(), List.of()), reader)).toList();
  }

  /** Of a sheet of one lecture. */
  List<PersonEntry> ofOnly(Lecture lecture, List<Sheet.Row> rows, Reader reader) {
    List<Chapter> called = chapters.of(List.of(lecture.id())).getOrDefault(lecture.id(), List.of());
    return rows.stream().map(row -> new PersonEntry(row.person(), entry(row.marks().getFirst(), called, reader))).toList();
  }

  private Entry entry(Sheet.Mark mark, List<Chapter> called, Reader reader) {
    return new Entry(mark, mark.cell() == null ? "" : explanation.of(mark.cell(), called, reader));
  }
}
