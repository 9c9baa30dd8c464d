package org.lectern.media;

import java.util.List;
import java.util.Optional;

/** What becomes of the segments of one epoch once they are in the file of this machine. */
interface Keeping {

  /** A segment in the file, with what follows it. */
  record Written(MediaIndex.Entry entry, Segmenter.Seam seam) {}

  /** Where another node left off, and from where on the file of this machine has bytes; empty where it has all of them. */
  default Optional<MediaIndex.Stored> from() {
    return Optional.empty();
  }

  /** Takes segments that are in the file, and whose frames are in the journal on the disk. */
  void take(List<Written> segments);

  /** Hears that no more segments will come. */
  default void takenAll() {}

  /** @return the frame that is due behind those that nothing can take away any more, of which so many are in the journal on the disk */
  default long safe(long inJournal) {
    return inJournal;
  }

  /** One node alone keeps it: the journal on its disk is what counts. */
  record Alone(EpochId track, MediaIndex index) implements Keeping {
    @Override
    public void take(List<Written> segments) {
      index.add(track, segments.stream().map(Written::entry).toList());
    }
  }
}
