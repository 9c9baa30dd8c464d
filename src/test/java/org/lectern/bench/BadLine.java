package org.lectern.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A line with delay and loss, and a network at its other end ({@code src/bench/c/link.c}). Linux, and root, because it makes a
 * network namespace and two devices.
 */
final class BadLine implements AutoCloseable {

  /** Where this machine is found from the other end. */
  static final String ADDRESS = "10.213.0.1";

  private static final String NEAR = "lectern-near";
  private static final String FAR = "lectern-far";

  private final double loss;
  private final Process link;
  private final Path browser;

  /**
   * @param millis one way
   * @param loss percent of the packets, each way
   */
  BadLine(LoadGenerator programs, double millis, double loss) {
    this.loss = loss;
    forget();
    run("ip", "netns", "add", FAR);
    run("ip", "netns", "attach", NEAR, Long.toString(ProcessHandle.current().pid()));
    try {
      link = new ProcessBuilder(programs.program("link").toString(), NEAR, FAR, Double.toString(millis), Double.toString(loss))
          .redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader output = link.inputReader();
      if (!"up".equals(output.readLine())) {
        throw new IllegalStateException("the line is not up");
      }
      run("ip", "addr", "add", ADDRESS + "/30", "dev", "badline");
      run("ip", "link", "set", "badline", "up");
      far("ip", "addr", "add", "10.213.0.2/30", "dev", "badline");
      far("ip", "link", "set", "badline", "up");
      far("ip", "link", "set", "lo", "up");
      browser = Files.createTempFile("far-chromium", ".sh");
      Files.writeString(browser, "#!/bin/sh\nexec ip netns exec %s chromium \"$@\"\n".formatted(FAR));
      browser.toFile().setExecutable(true);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A browser that is started by this is at the other end. */
  Path browser() {
    return browser;
  }

  /** Nothing passes for a while. */
  void cutFor(Duration time) {
    loses(100, 100);
    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS).execute(this::mend);
  }

  /** As it was at first. */
  void mend() {
    loses(loss, loss);
  }

  /**
   * From now on.
   *
   * @param there percent of the packets to the other end
   * @param back percent of those from there
   */
  void loses(double there, double back) {
    try {
      link.outputWriter().append("%s %s%n".formatted(there, back)).flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void far(String... command) {
    run(Stream.concat(List.of("ip", "netns", "exec", FAR).stream(), Stream.of(command)).toArray(String[]::new));
  }

  private static void run(String... command) {
    if (status(command) != 0) {
      throw new IllegalStateException("failed: " + String.join(" ", command));
    }
  }

  private static int status(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Of a run that did not end as it should, too. */
  private static void forget() {
    status("ip", "netns", "del", FAR);
    status("ip", "netns", "del", NEAR);
  }

  @Override
  public void close() {
    link.destroy();
    link.onExit().join();
    forget();
  }
}
