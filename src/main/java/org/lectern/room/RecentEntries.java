package org.lectern.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lectern.lecture.Groups;
import org.lectern.lecture.Viewer;
import org.lectern.lecture.event.Audience;

/**
 * The last entries as they were sent. Somebody whose line was cut is sent from here what they missed; somebody who missed more is
 * given a snapshot.
 *
 * <p>Not thread-safe: it belongs to the thread that sends.
 */
final class RecentEntries {

  static final int MOST = 2_000;

  private final Deque<Encoded> entries = new ArrayDeque<>();
  private long before;

  /** An entry as bytes, with who may see it. */
  record Encoded(long seq, Audience to, byte[] bytes) {}

  /** @param seq the last entry that is not here */
  RecentEntries(long seq) {
    this.before = seq;
  }

  void add(Encoded entry) {
    entries.addLast(entry);
    if (entries.size() > MOST) {
      before = entries.removeFirst().seq();
    }
  }

  boolean reachBackTo(long seq) {
    return seq >= before;
  }

  /** @param groups who may see what */
  List<byte[]> since(long seq, Viewer viewer, Groups groups) {
    List<byte[]> missed = new ArrayList<>();
    for (Encoded entry : entries) {
      if (entry.seq() > seq && groups.tell(viewer, entry.to(), entry.seq())) {
        missed.add(entry.bytes());
      }
    }
    return missed;
  }
}
