package org.lectern;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Sees to it that a folder which one process writes is not written by two. */
final class FolderLock {

  private FolderLock() {}

  /**
   * @param setting what the folder is given with
   * @return what holds the lock until it is closed, or the process ends
   */
  static FileChannel take(Path folder, String setting) throws IOException {
    FileChannel channel =
        FileChannel.open(Files.createDirectories(folder).resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException heldInThisProcess) {
      // falls through to the same sentence
    }
    channel.close();
    throw new HomeInUseException(folder, setting);
  }
}
