package org.lectern;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTests {

  private final SteadyClock clock = new SteadyClock();

  @Test
  void goesOnFromALaterMomentAndFromNoEarlierOne() {
    Instant inAnHour = clock.instant().plus(Duration.ofHours(1));

    assertThat(clock.goOnFrom(inAnHour)).isPositive();
    assertThat(clock.instant()).isBetween(inAnHour, inAnHour.plus(Duration.ofMinutes(1)));

    assertThat(clock.goOnFrom(inAnHour.minus(Duration.ofHours(2)))).isNegative();
    assertThat(clock.instant()).isAfterOrEqualTo(inAnHour);
  }
}
