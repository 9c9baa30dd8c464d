package org.lectern.web;

import java.time.Duration;
import org.lectern.replay.Positions.Position;

/** A lecture whose replay somebody has begun, and where they left it. */
record BegunView(PartView part, Position position) {

  /** Who left this near the end has seen it, in milliseconds. */
  private static final long ALMOST = 10_000;

  public boolean isUnfinished() {
    return position.at() > 0 && position.at() < part.coverage().end() - ALMOST;
  }

  /** Where they left, such as 24:10. */
  public String clock() {
    Duration at = Duration.ofMillis(position.at());
    return at.toHours() == 0
        ? "%d:%02d".formatted(at.toMinutes(), at.toSecondsPart())
        : "%d:%02d:%02d".formatted(at.toHours(), at.toMinutesPart(), at.toSecondsPart());
  }
}
