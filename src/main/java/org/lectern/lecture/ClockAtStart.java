package org.lectern.lecture;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lectern.SteadyClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets a running lecture go on from where it was when the system's clock was set back while Lectern was away. Otherwise its time would
 * stand still until the clock had caught up, and an hour of the lecture would lie in one moment.
 */
@Component
class ClockAtStart implements SmartLifecycle {

  /** A time further ahead than this was written by a clock that was wrong. */
  private static final Duration FURTHEST = Duration.ofDays(1);

  private static final Logger log = LoggerFactory.getLogger(ClockAtStart.class);

  private final SteadyClock clock;
  private final Presences presences;
  private volatile boolean running;

  ClockAtStart(SteadyClock clock, Presences presences) {
    this.clock = clock;
    this.presences = presences;
  }

  @Override
  public void start() {
    running = true;
    Optional<Instant> last = presences.lastMomentOfLectures().filter(clock.instant().plus(FURTHEST)::isAfter);
    last.map(clock::goOnFrom)
        .filter(Duration::isPositive)
        .ifPresent(behind -> log.warn("The system's clock is {} s behind the lecture that is on: until the next start, Lectern's is ahead of it by as much", behind.toSeconds()));
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Runs before anything else looks at the clock. */
  @Override
  public int getPhase() {
    return -1;
  }
}
