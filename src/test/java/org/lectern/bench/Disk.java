package org.lectern.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A small disk in memory that can be filled to the last byte. Only root may mount one. */
final class Disk implements AutoCloseable {

  private final Path folder;
  private final Path filler;

  private Disk(Path folder) {
    this.folder = folder;
    this.filler = folder.resolve("filler");
  }

  static Disk mount(Path folder, String size) throws Exception {
    Files.createDirectories(folder);
    int status = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + size, "lectern", folder.toString()).inheritIO().start().waitFor();
    Assumptions.assumeTrue(status == 0, "a disk of its own can be mounted");
    return new Disk(folder);
  }

  void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] block = new byte[64 << 10];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // as wanted
    }
  }

  void empty() throws IOException {
    Files.delete(filler);
  }

  @Override
  public void close() throws Exception {
    new ProcessBuilder("umount", "--lazy", folder.toString()).inheritIO().start().waitFor();
  }
}
