package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutageTests {

  private final AtomicLong now = new AtomicLong(1);
  private final Outage outage = new Outage(now::get);

  @Test
  void pausesGrowToAMinuteAndBeginAnewOnceItAnswered() {
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertThat(fails().secondsToWait()).isEqualTo(seconds);
      assertThat(outage.left()).isEqualTo(Duration.ofSeconds(seconds));
      pass(outage.left());
    }
    outage.answered();
    assertThat(outage.now()).isEmpty();
    assertThat(fails().secondsToWait()).isEqualTo(1);
  }

  @Test
  void inAPauseNobodyWaitsAndAfterItTheNextOneAsks() {
    BucketAwayException first = fails();
    assertThatExceptionOfType(BucketAwayException.class).isThrownBy(outage::check)
        .satisfies(away -> assertThat(away.number()).isEqualTo(first.number()));
    pass(Duration.ofSeconds(1));
    assertThatCode(outage::check).doesNotThrowAnyException();
  }

  @Test
  void whoAskedAtTheSameTimeMakesThePauseNoLonger() {
    long began = now.get();
    pass(Duration.ofSeconds(3));
    outage.failed(began, "away");
    outage.failed(began, "away");
    outage.failed(began, "away");
    assertThat(outage.left()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aSlowBucketIsTheSameNumberForAMinute() {
    String number = outage.slow("slow").number();
    pass(Duration.ofSeconds(50));
    assertThat(outage.slow("slow").number()).isEqualTo(number);
    assertThat(outage.now()).isEmpty();
  }

  private BucketAwayException fails() {
    long began = now.incrementAndGet();
    return outage.failed(began, "away");
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
