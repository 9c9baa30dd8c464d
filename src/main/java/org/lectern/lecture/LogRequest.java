package org.lectern.lecture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An author waiting for a turn at the end of a lecture's log. */
record LogRequest(LectureId lecture, Author author, LectureLog.Settled settled) {

  void fail(Throwable reason) {
    settled.settled(List.of(), reason);
  }

  /** What came of it, known once the group is committed. */
  record Outcome(LogRequest request, List<Entry> entries, @Nullable RuntimeException refusal) {

    void tellAuthor() {
      request.settled().settled(entries, refusal);
    }
  }
}
