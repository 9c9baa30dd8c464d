package org.lectern.room;

/**
 * How often one person may say something, from all their tabs and devices together: short bursts pass, a flood does not. Rules that
 * share a rate draw on the same allowance.
 */
public final class Rate {

  private final double perSecond;
  private final int burst;

  private Rate(double perSecond, int burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /**
   * @param perSecond how many in the long run
   * @param burst how many at once
   */
  public static Rate of(double perSecond, int burst) {
    return new Rate(perSecond, burst);
  }

  double perSecond() {
    return perSecond;
  }

  int burst() {
    return burst;
  }

  @Override
  public String toString() {
    return "%s a second, %d at once".formatted(perSecond == Math.rint(perSecond) ? Long.toString((long) perSecond) : perSecond, burst);
  }
}
