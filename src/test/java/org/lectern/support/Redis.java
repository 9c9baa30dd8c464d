package org.lectern.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/** A real Redis in a process of its own, which can be killed. */
public final class Redis implements AutoCloseable {

  private final Path program;
  private final int port;
  private Process process;

  private Redis(Path program, int port) {
    this.program = program;
    this.port = port;
    this.process = launch();
  }

  public static Redis start() {
    try {
      Path folder = Files.createDirectories(Path.of("target/redis/" + ProcessHandle.current().pid()));
      return new Redis(ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath(), freePort());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  private Process launch() {
    try {
      Process launched =
          new ProcessBuilder(List.of(program.toAbsolutePath().toString(), "--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(launched::destroyForcibly));
      Awaitility.await("Redis").atMost(Duration.ofMinutes(1)).ignoreExceptions().until(this::answers);
      return launched;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private boolean answers() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  /** As {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  public void restart() {
    process = launch();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
