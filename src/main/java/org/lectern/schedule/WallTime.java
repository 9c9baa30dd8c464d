package org.lectern.schedule;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * A time as the clocks of a place show it, which is how people write one. Most come once; where clocks are put forward some never come,
 * where they are put back some come twice. Java moves the first and chooses the earlier of the second; here nobody's time is moved.
 */
record WallTime(LocalDateTime written, ZoneId zone) {

  /** The moments at which the clocks show it, the earlier first: one, none or two. */
  List<ZonedDateTime> moments() {
    return zone.getRules().getValidOffsets(written).stream()
        .map(offset -> ZonedDateTime.ofLocal(written, zone, offset))
        .sorted()
        .toList();
  }

  boolean comes() {
    return !zone.getRules().getValidOffsets(written).isEmpty();
  }

  boolean comesTwice() {
    return zone.getRules().getValidOffsets(written).size() > 1;
  }

  /** How the clocks are put around this time; only of one that never comes, or comes twice. */
  ZoneOffsetTransition change() {
    ZoneOffsetTransition change = zone.getRules().getTransition(written);
    if (change == null) {
      throw new IllegalStateException(written + " comes once");
    }
    return change;
  }
}
