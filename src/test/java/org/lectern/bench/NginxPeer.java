package org.lectern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * nginx with its nchan module, as others use it: it publishes to everyone what one says, and gives out ranges of files. It must be on the
 * machine (on Debian {@code nginx-light} and {@code libnginx-mod-nchan}); where it is not, nothing is compared with it.
 */
final class NginxPeer implements AutoCloseable {

  private final Process master;
  private final int port;

  private NginxPeer(Process master, int port) {
    this.master = master;
    this.port = port;
  }

  /** @param files what it gives out below {@code /media/} */
  static Optional<NginxPeer> start(int port, Path folder, Path files) throws IOException {
    Optional<Path> program = first("/usr/sbin/nginx", "/usr/local/sbin/nginx");
    Optional<Path> modules = first("/usr/lib/nginx/modules", "/usr/local/libexec/nginx");
    if (program.isEmpty() || modules.isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    String configuration = Files.readString(Path.of("src/bench/nginx/nginx.conf"))
        .replace("@MODULES@", modules.get().toString())
        .replace("@FOLDER@", folder.toAbsolutePath().toString())
        .replace("@FILES@", files.toAbsolutePath().toString())
        .replace("@USER@", System.getProperty("user.name"))
        .replace("@PORT@", Integer.toString(port));
    Path written = Files.writeString(folder.resolve("nginx.conf"), configuration).toAbsolutePath();
    Process master = new ProcessBuilder(program.get().toString(), "-c", written.toString()).inheritIO().start();
    Awaitility.await("nginx").until(() -> master.children().findAny().isPresent());
    return Optional.of(new NginxPeer(master, port));
  }

  private static Optional<Path> first(String... places) {
    return Stream.of(places).map(Path::of).filter(Files::exists).findFirst();
  }

  /** Whoever listens to it may not speak, so without beats. */
  Peer peer() {
    return new Peer("nchan", port, worker(), false, List.of());
  }

  /** The process that does the work. */
  long worker() {
    return master.children().findFirst().orElseThrow().pid();
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    master.destroy();
    master.onExit().join();
  }
}
