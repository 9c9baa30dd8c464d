package org.lectern;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded database again when its process ends while we run: killed, out of memory, out of disk. It comes back with the
 * very command it was first started with, on the same port, so that the connection pool finds it by itself. What is left of the old one
 * keeps a new one from starting until it is gone, so a start that fails is simply tried again.
 */
final class DatabaseSupervisor implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DatabaseSupervisor.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final List<String> command;
  private final Path output;
  private final CountDownLatch closed = new CountDownLatch(1);
  private ProcessHandle process;

  private DatabaseSupervisor(ProcessHandle process, List<String> command, Path output) {
    this.process = process;
    this.command = command;
    this.output = output;
  }

  /** Watches the database that runs on this data folder and says what it says into this file. */
  static DatabaseSupervisor of(Path data, Path output) throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow(() -> new IOException("the database has ended already"));
    DatabaseSupervisor supervisor = new DatabaseSupervisor(process, commandOf(process), output);
    if (!supervisor.command.isEmpty()) { // some systems do not tell
      Thread.ofPlatform().daemon().name("database").start(supervisor::run);
    }
    return supervisor;
  }

  private static List<String> commandOf(ProcessHandle process) {
    List<String> command = new ArrayList<>();
    process.info().command().ifPresent(
        program -> process.info().arguments().ifPresent(
            arguments -> {
              if (LinuxUtils.isUnshareAvailable()) {
                command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
              }
              command.add(program);
              command.addAll(List.of(arguments));
            }));
    return command;
  }

  private void run() {
    try {
      while (true) {
        process.onExit().join();
        if (closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
        start();
      }
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private synchronized void start() {
    if (closed.getCount() == 0) {
      return;
    }
    log.error("The database has ended without being told to. It is started again");
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start()
              .toHandle();
    } catch (IOException failure) {
      log.error("The database could not be started again yet", failure);
    }
  }

  /** From here on its end is wanted. */
  @Override
  public synchronized void close() {
    closed.countDown();
  }
}
