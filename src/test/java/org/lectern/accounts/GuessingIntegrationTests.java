package org.lectern.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whoever guesses is counted once, whichever node they ask. */
@LecternTest
class GuessingIntegrationTests {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @Autowired JdbcTemplate jdbc;

  private final String kind = UUID.randomUUID().toString();
  private Guessing.Limit atOne;
  private Guessing.Limit atTwo;

  @BeforeEach
  void twoNodes() {
    atOne = new Guessing(jdbc).limit(kind, 8, TEN_MINUTES);
    atTwo = new Guessing(jdbc).limit(kind, 8, TEN_MINUTES);
  }

  @Test
  void whatIsTriedOnOneNodeCountsOnTheOther() {
    for (int i = 0; i < 4; i++) {
      assertThat(atOne.take("lena")).isEmpty();
      assertThat(atTwo.take("lena")).isEmpty();
    }
    assertThat(atOne.take("lena").orElseThrow()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(75));
    assertThatThrownBy(() -> atTwo.count("lena")).isInstanceOf(TooManyAttemptsException.class);
    assertThat(atTwo.take("mei")).as("somebody else").isEmpty();
  }

  @Test
  void whatIsTriedAtTheSameMomentIsCountedToo() {
    List<CompletableFuture<Boolean>> tries =
        IntStream.range(0, 40).mapToObj(i -> CompletableFuture.supplyAsync(() -> (i % 2 == 0 ? atOne : atTwo).take("lena").isEmpty())).toList();
    assertThat(tries.stream().filter(CompletableFuture::join)).hasSize(8);
  }

  @Test
  void oneTryComesBackAfterItsShareOfTheTimeAndOneThatIsRefusedCostsNothing() {
    for (int i = 0; i < 20; i++) {
      atOne.take("lena");
    }
    passes(Duration.ofSeconds(76));
    assertThat(atOne.take("lena")).isEmpty();
    assertThat(atTwo.take("lena")).isPresent();
  }

  @Test
  void successForgivesAndSoDoesTime() {
    for (int i = 0; i < 8; i++) {
      atOne.take("lena");
    }
    atTwo.forget("lena");
    assertThat(atOne.take("lena")).isEmpty();
    passes(TEN_MINUTES);
    new Guessing(jdbc).forgetWhatIsForgiven();
    assertThat(jdbc.queryForObject("select count(*) from guessing where full_at < clock_timestamp()", Long.class)).isZero();
  }

  private void passes(Duration time) {
    jdbc.update("update guessing set full_at = full_at - make_interval(secs => ?)", time.toSeconds());
  }
}
