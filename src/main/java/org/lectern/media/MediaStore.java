package org.lectern.media;

import java.nio.file.Path;
import java.util.Optional;

/** Keeps finished files of media. They are put once, whole, and never change. */
interface MediaStore {

  /** Takes a finished file over and returns when it is durable. The file is gone afterwards. Putting the same file again is harmless. */
  void put(EpochId track, Path file);

  /** The bytes as a file of this machine, so that the kernel can send them. */
  Optional<Path> find(EpochId track);
}
