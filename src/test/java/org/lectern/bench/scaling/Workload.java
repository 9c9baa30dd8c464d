package org.lectern.bench.scaling;

/**
 * Lectures that run at the same time.
 *
 * @param people in each
 * @param entries said in each, a second
 * @param frames of picture and sound published in each, a second
 * @param bits of them, a second
 * @param tracks published in each
 */
record Workload(String name, int lectures, int people, double entries, double frames, double bits, int tracks) {

  /** A camera at 30 frames and 600 kbit/s, and sound in 50 packets of 96 bytes a second. */
  private static final double FRAMES = 80;
  private static final double BITS = 600_000 + 50 * 96 * 8;

  /** One teaches with camera and microphone. Twenty messages a second are what a hall writes, and one a minute is what a person in a class does. */
  static Workload of(int lectures, int people) {
    double entries = Math.min(20, people / 60.0);
    String name = lectures == 1 ? "1 lecture of %,d".formatted(people) : "%,d lectures of %,d".formatted(lectures, people);
    return new Workload(name, lectures, people, entries, FRAMES, BITS, 2);
  }

  double allPeople() {
    return (double) lectures * people;
  }
}
