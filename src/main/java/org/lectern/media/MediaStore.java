package org.lectern.media;

import java.nio.file.Path;
import java.util.Optional;

/** Keeps finished files of media. They are put once, whole, and never change. */
interface MediaStore {

  /** Takes a finished file over and returns when it is durable. The file is gone afterwards. Putting the same file again is harmless. */
  void put(EpochId track, Path file);

  /** The whole of it as a file of this machine, so that the kernel can send it. */
  Optional<Path> find(EpochId track);

  /**
   * Brings bytes of a file here that is kept elsewhere.
   *
   * @return a file with these bytes at their places, and perhaps not yet the others
   * @throws BucketAwayException when that cannot be done at the moment
   */
  default Optional<Path> fetch(EpochId track, MediaIndex.Sealed sealed, long from, long to) {
    return Optional.empty();
  }
}
