package org.lectern.courses.materials;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.lectern.LecternSettings;
import org.springframework.stereotype.Component;

/**
 * The bytes, in {@code lectern.home/materials}, each file named by its digest: written once, forced to disk,
 * then renamed to its name, so that a file with a name is whole.
 */
@Component
class MaterialFiles {

  private final Path folder;
  private final Path incoming;

  MaterialFiles(LecternSettings settings) throws IOException {
    folder = settings.home().resolve("materials");
    incoming = Files.createDirectories(folder.resolve("incoming"));
    sweep();
  }

  /** What a stop in the middle of an upload left behind. */
  private void sweep() throws IOException {
    try (Stream<Path> leftovers = Files.list(incoming)) {
      leftovers.forEach(this::discard);
    }
  }

  /** Takes the bytes to a file without a name yet. */
  Path receive(InputStream bytes) {
    try {
      Path file = Files.createTempFile(incoming, "upload", null);
      try (OutputStream out = Files.newOutputStream(file)) {
        bytes.transferTo(out);
      } catch (IOException cutShort) {
        discard(file);
        throw cutShort;
      }
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Gives a received file its name. */
  Stored keep(Path file) {
    try {
      String sha256 = digest(file);
      long bytes = Files.size(file);
      force(file);
      Path kept = path(sha256);
      Files.createDirectories(kept.getParent());
      Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
      force(kept.getParent());
      return new Stored(sha256, bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Two characters of folder keep any one folder small. */
  Path path(String sha256) {
    return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  void remove(String sha256) {
    discard(path(sha256));
  }

  void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void force(Path path) throws IOException {
    StandardOpenOption access = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, access)) {
      channel.force(true);
    }
  }

  private static String digest(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** A file that is safe on disk. */
  record Stored(String sha256, long bytes) {}
}
