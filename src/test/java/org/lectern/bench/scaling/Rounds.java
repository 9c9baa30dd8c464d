package org.lectern.bench.scaling;

/**
 * How a room of so many people on one node writes to them ({@code Broadcast}, {@code Writers}): in rounds, each with all that has gathered,
 * one write to each person. After a long round it rests, so that more gathers. Microseconds.
 *
 * @param length of a round
 * @param every how often one begins while picture and sound flow; frames that come more seldom have a round each
 */
record Rounds(double length, double every) {

  private static final double LONG_ROUND = 1_000;
  private static final double LONGEST_REST = 40_000;
  private static final int READERS_EACH = 64;
  private static final int MOST_THREADS = 4;

  static Rounds of(double people, Workload load, Costs costs, int cores) {
    double threads = Math.clamp(people / READERS_EACH, 1, Math.min(MOST_THREADS, cores));
    double length = people * costs.write() / threads;
    double rest = length > LONG_ROUND ? Math.min(6 * length, LONGEST_REST) : 0;
    return new Rounds(length, Math.max(length + rest, 1e6 / (load.frames() + load.entries())));
  }

  /** Of a core, by all its threads. */
  double share(double people, Costs costs) {
    return people * costs.write() / every;
  }

  /** @return when a round begins that takes along what comes at this moment */
  double next(double at, double begun) {
    return length + LONG_ROUND > every || length > LONG_ROUND ? begun + Math.ceil((at - begun) / every) * every : at;
  }
}
