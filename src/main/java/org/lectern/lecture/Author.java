package org.lectern.lecture;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides what to append, knowing all that was said before. It is asked while the lecture's row is locked,
 * so that nothing can come in between: not from this node, not from another.
 */
@FunctionalInterface
public interface Author {

  /**
   * @return what to append, in order; empty for nothing
   */
  List<Draft> write(End end);

  /**
   * The ids that senders gave to what may be written. Asked before the lock is taken, so that one question brings the end of the log
   * and which of these were appended before.
   */
  default Collection<UUID> clientIds() {
    return List.of();
  }

  /** The end of the log, as it stands under the lock. */
  interface End {

    /** The number of the last entry, 0 when there is none. */
    long seq();

    /** What lecture time it is, in milliseconds: the time the drafts will have. */
    long at();

    /** The wall clock that belongs to {@link #at}, in milliseconds since 1970. */
    long wallMillis();

    /** Whether nothing that happens can be part of the lecture any more. */
    boolean isSealed();

    /** Everything after {@code seq}. */
    List<Entry> since(long seq);

    /** The entry with this number, if there is one. */
    Optional<Entry> find(long seq);

    /** Which of {@link #clientIds} were appended before, and as which entry. */
    Map<UUID, Long> appended();
  }
}
