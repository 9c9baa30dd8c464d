package org.lectern.bench;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A server that Lectern is measured beside.
 *
 * @param warms whether it runs on a Java virtual machine, which has to compile first what is hot
 * @param arguments how it is spoken to, for {@code load.c}
 */
record Peer(String name, int port, long pid, boolean warms, List<String> arguments) {

  private static final Duration LONGEST_CATCHING_UP = Duration.ofMinutes(1);

  /** Waits until it has done what it could not keep up with, so that it does not take the processors from whoever is next. */
  void rest() {
    double[] used = {CpuTime.of(pid)};
    Awaitility.await(name + " to rest").atMost(LONGEST_CATCHING_UP).pollInterval(Duration.ofMillis(250)).until(() -> {
      double before = used[0];
      used[0] = CpuTime.of(pid);
      return used[0] - before < 0.05;
    });
  }
}
