package org.lectern;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the database process that a killed application leaves behind. The caller holds the lock of the
 * home, so a live process on this data folder can only be an orphan.
 */
final class OrphanedPostgres {

  private static final Logger log = LoggerFactory.getLogger(OrphanedPostgres.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  private OrphanedPostgres() {}

  static void stop(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    processNamedIn(pidFile).filter(process -> serves(process, data)).ifPresent(OrphanedPostgres::end);
    Files.deleteIfExists(pidFile);
  }

  private static Optional<ProcessHandle> processNamedIn(Path pidFile) throws IOException {
    List<String> lines = Files.readAllLines(pidFile);
    try {
      return lines.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(lines.getFirst().trim()));
    } catch (NumberFormatException cutShortByACrash) {
      return Optional.empty();
    }
  }

  /** Process numbers are used again: after a reboot the number may belong to an innocent program. */
  private static boolean serves(ProcessHandle process, Path data) {
    String commandLine = commandLine(process);
    return commandLine.contains("postgres") && commandLine.contains(data.toString());
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElseGet(() -> process.info().command().orElse(""));
  }

  private static void end(ProcessHandle process) {
    log.info("Stopping the database process {} that an earlier run left behind", process.pid());
    process.destroy();
    try {
      if (!hasEndedWithin(PATIENCE, process)) {
        process.destroyForcibly();
        process.onExit().join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Java looks at a process that is not its child after half a second and then a whole one, for which a class would wait. */
  private static boolean hasEndedWithin(Duration patience, ProcessHandle process) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (process.isAlive()) {
      if (System.nanoTime() > until) {
        return false;
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    return true;
  }
}
