package org.lectern.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps finished files in a folder of this machine. */
@Component
class FolderStore implements MediaStore {

  private final MediaSettings settings;

  FolderStore(MediaSettings settings) {
    this.settings = settings;
  }

  @Override
  public void put(EpochId track, Path file) {
    Path target = settings.finished(track);
    try {
      Files.createDirectories(target.getParent());
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Path> find(EpochId track) {
    return Optional.of(settings.finished(track)).filter(Files::exists);
  }
}
