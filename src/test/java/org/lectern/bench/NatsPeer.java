package org.lectern.bench;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** NATS over WebSocket. It must be on the machine (on Debian {@code nats-server}); where it is not, nothing is compared with it. */
final class NatsPeer implements AutoCloseable {

  /** It takes an answer for a ping that was never sent as a sign of life, and says nothing to it. */
  private static final List<String> SPOKEN = List.of(
      "--hello", "CONNECT {\"verbose\":false,\"pedantic\":false}\r\n",
      "--subscribe", "SUB class 1\r\n",
      "--before", "PUB class #\r\n",
      "--after", "\r\n",
      "--beat", "PONG\r\n");

  private final Process process;
  private final int port;

  private NatsPeer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Optional<NatsPeer> start(int port, Path folder) throws IOException {
    Optional<Path> program =
        Stream.of("/usr/sbin/nats-server", "/usr/bin/nats-server", "/usr/local/bin/nats-server").map(Path::of).filter(Files::exists).findFirst();
    if (program.isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    String configuration = Files.readString(Path.of("src/bench/nats/nats.conf")).replace("@PORT@", Integer.toString(port));
    Path written = Files.writeString(folder.resolve("nats.conf"), configuration).toAbsolutePath();
    Process process = new ProcessBuilder(program.get().toString(), "-c", written.toString())
        .redirectErrorStream(true).redirectOutput(folder.resolve("nats.log").toFile()).start();
    Awaitility.await("NATS").ignoreExceptions().until(() -> {
      new Socket("localhost", port).close();
      return true;
    });
    return Optional.of(new NatsPeer(process, port));
  }

  Peer peer() {
    return new Peer("NATS", port, process.pid(), false, SPOKEN);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
