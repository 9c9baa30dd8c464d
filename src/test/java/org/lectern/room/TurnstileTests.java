package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnstileTests {

  private final CountDownLatch go = new CountDownLatch(1);
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void everybodyGoes() {
    go.countDown();
    people.close();
  }

  @Test
  void whoComesAloneComesIn() {
    assertThat(new Turnstile(Duration.ZERO).pass(() -> "in")).contains("in");
  }

  @Test
  void whoFindsEverybodyWaitingIsSentAwayAtOnceAndNobodyElseIs() throws Exception {
    Turnstile turnstile = new Turnstile(Duration.ofMinutes(1));
    List<CompletableFuture<Optional<String>>> hall = come(turnstile, Turnstile.PASSING);
    hall.addAll(arrive(turnstile, Turnstile.WAITING));
    while (turnstile.inside() < Turnstile.PASSING + Turnstile.WAITING) {
      Thread.onSpinWait();
    }

    assertThat(turnstile.pass(() -> "in")).isEmpty();

    go.countDown();
    assertThat(hall).allSatisfy(someone -> assertThat(someone.join()).contains("in"));
    assertThat(turnstile.pass(() -> "in")).contains("in");
  }

  @Test
  void whoHasWaitedLongEnoughIsSentAway() throws Exception {
    Turnstile turnstile = new Turnstile(Duration.ofMillis(1));
    List<CompletableFuture<Optional<String>>> passing = come(turnstile, Turnstile.PASSING);

    assertThat(turnstile.pass(() -> "in")).isEmpty();

    go.countDown();
    assertThat(passing).allSatisfy(someone -> assertThat(someone.join()).contains("in"));
  }

  @Test
  void whoCannotBeLetInMakesRoomForTheNext() {
    Turnstile turnstile = new Turnstile(Duration.ZERO);
    for (int i = 0; i < 2 * (Turnstile.PASSING + Turnstile.WAITING); i++) {
      try {
        turnstile.pass(() -> {
          throw new IllegalStateException("the database is away");
        });
      } catch (IllegalStateException expected) {
        // as said
      }
    }
    assertThat(turnstile.pass(() -> "in")).contains("in");
  }

  /** They are passing when this returns, and go on doing so. */
  private List<CompletableFuture<Optional<String>>> come(Turnstile turnstile, int many) throws InterruptedException {
    CountDownLatch there = new CountDownLatch(many);
    List<CompletableFuture<Optional<String>>> hall = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      hall.add(CompletableFuture.supplyAsync(() -> turnstile.pass(() -> {
        there.countDown();
        return whenToldTo();
      }), people));
    }
    there.await();
    return hall;
  }

  private List<CompletableFuture<Optional<String>>> arrive(Turnstile turnstile, int many) {
    return IntStream.range(0, many)
        .mapToObj(_ -> CompletableFuture.supplyAsync(() -> turnstile.pass(this::whenToldTo), people))
        .toList();
  }

  private String whenToldTo() {
    try {
      go.await();
      return "in";
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
