package org.lectern.bench.scaling;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * One lecture among all the others of a cluster, event by event: somebody writes, their node decides, PostgreSQL commits, the wake-up
 * waits for company, each node reads and then writes to its people in its next round. Whoever works on something is not free for the
 * next, and what everything else takes makes them slower by as much. Messages come at random, as those of many people do (Poisson).
 */
final class Simulation {

  private static final double SECONDS = 60;
  private static final int FEWEST_MESSAGES = 1_000;

  /** Microseconds; at most this long a wake-up waits for others. */
  private static final double GATHER = 3_000;

  /** To PostgreSQL and back, or from node to node, in one data centre. */
  private static final double WAY = 300;

  /** What a commit waits for the disk. */
  private static final double DISK = 1_000;

  private enum Step { APPEND, WAKE, READ, WRITE }

  private record Happening(double at, int message, Step step, int node) implements Comparable<Happening> {

    @Override
    public int compareTo(Happening other) {
      return Double.compare(at, other.at);
    }
  }

  private final Costs costs;
  private final int nodes;
  private final Rounds rounds;
  private final double slower;
  private final double databaseSlower;
  private final double[] begun;
  private final double[] databaseFree;
  private final PriorityQueue<Happening> happenings = new PriorityQueue<>();
  private final double[] said;
  private final double[] written;

  Simulation(Cluster cluster, Workload load, Costs costs, long seed) {
    this.costs = costs;
    this.nodes = (int) cluster.spread(load);
    this.rounds = cluster.rounds(load, costs);
    this.slower = slower(cluster.ofTheNodes(load, costs).getFirst().share());
    this.databaseSlower = slower(cluster.ofWhatTheyShare(load, costs).stream().limit(3).mapToDouble(Cluster.Use::share).sum());
    Random random = new Random(seed);
    this.begun = random.doubles(nodes, 0, rounds.every()).toArray();
    this.databaseFree = new double[cluster.cores()];
    this.said = new double[(int) Math.max(FEWEST_MESSAGES, SECONDS * load.entries())];
    this.written = new double[said.length];
    double at = rounds.every();
    for (int message = 0; message < said.length; message++) {
      at -= Math.log(1 - random.nextDouble()) / load.entries() * 1e6;
      said[message] = at;
      happenings.add(new Happening(at, message, Step.APPEND, random.nextInt(nodes)));
    }
  }

  private static double slower(double used) {
    return 1 / Math.max(0.001, 1 - used);
  }

  /** @return milliseconds from a message's arrival at its node until the last of all people was written to, at those shares of messages */
  double[] millis(double... shares) {
    while (!happenings.isEmpty()) {
      happen(happenings.poll());
    }
    double[] waits = new double[said.length];
    Arrays.setAll(waits, message -> (written[message] - said[message]) / 1_000);
    Arrays.sort(waits);
    return Arrays.stream(shares).map(share -> waits[(int) (waits.length * share)]).toArray();
  }

  private void happen(Happening now) {
    switch (now.step()) {
      case APPEND -> then(now, Step.WAKE, inDatabase(now.at() + costs.append() * slower + WAY, costs.appendInDatabase()) + DISK + WAY);
      case WAKE -> {
        then(now, Step.WRITE, now.at());
        for (int node = 0; node < nodes; node++) {
          if (node != now.node()) {
            happenings.add(new Happening(now.at() + GATHER + WAY, now.message(), Step.READ, node));
          }
        }
      }
      case READ -> then(now, Step.WRITE, inDatabase(now.at() + WAY, costs.readInDatabase()) + WAY);
      case WRITE -> {
        double at = rounds.next(now.at(), begun[now.node()]) + rounds.length() * slower;
        written[now.message()] = Math.max(written[now.message()], at);
      }
    }
  }

  private void then(Happening now, Step step, double at) {
    happenings.add(new Happening(at, now.message(), step, now.node()));
  }

  private double inDatabase(double from, double micros) {
    int first = 0;
    for (int core = 1; core < databaseFree.length; core++) {
      first = databaseFree[core] < databaseFree[first] ? core : first;
    }
    databaseFree[first] = Math.max(from, databaseFree[first]) + micros * databaseSlower;
    return databaseFree[first];
  }
}
