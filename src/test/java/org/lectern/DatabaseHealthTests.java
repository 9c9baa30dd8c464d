package org.lectern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class DatabaseHealthTests {

  @Test
  void aDatabaseThatHangsIsDownAndNobodyHangsWithItOrPilesUpBehindIt() {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch back = new CountDownLatch(1);
    DatabaseHealth health = new DatabaseHealth(
        () -> {
          asked.incrementAndGet();
          awaitUninterruptibly(back);
          return Health.up().build();
        },
        Duration.ofMillis(10));

    for (int times = 0; times < 5; times++) {
      assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }
    assertThat(asked).hasValue(1);

    back.countDown();
    await().until(() -> health.health().getStatus().equals(Status.UP));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
