package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lectern.room.RateLimit.Verdict;

class RateLimitTests {

  private final RateLimit lena = new RateLimit();

  @Test
  void whatWasKeptDuringAnOutageComesAtOnceAndThenTenASecond() {
    assertThat(commandsThatPass("chat.post", 100, 0)).isEqualTo(40);
    assertThat(commandsThatPass("chat.edit", 100, 1_000)).isEqualTo(10);
  }

  @Test
  void aHandIsNotWavedAllTheTime() {
    assertThat(commandsThatPass("hand.raise", 15, 0) + commandsThatPass("hand.lower", 15, 0)).isEqualTo(20);
    assertThat(commandsThatPass("chat.post", 1, 0)).as("writing goes on").isEqualTo(1);
    assertThat(commandsThatPass("hand.raise", 15, 1_000)).isEqualTo(2);
  }

  @Test
  void nobodyIsLostAndFoundMoreThanOnceASecond() {
    assertThat(commandsThatPass("pace.lost", 15, 0)).isEqualTo(10);
    assertThat(commandsThatPass("pace.found", 15, 1_000)).isEqualTo(1);
  }

  @Test
  void heartsComeInFlurries() {
    assertThat(signalsThatPass("react", 50, 0)).isEqualTo(20);
    assertThat(signalsThatPass("react", 50, 1_000)).isEqualTo(5);
  }

  @Test
  void aPointerMovesSmoothly() {
    assertThat(signalsThatPass("pointer", 200, 0)).isEqualTo(80);
    assertThat(signalsThatPass("pointer", 200, 1_000)).isEqualTo(40);
  }

  @Test
  void whoGoesOnRegardlessIsSentAwayAndMayComeBackLater() {
    commandsThatPass("chat.post", 40, 0);
    for (int i = 0; i < 200; i++) {
      assertThat(lena.command("chat.post", 0)).isEqualTo(Verdict.TOO_FAST);
    }
    assertThat(lena.command("chat.post", 0)).isEqualTo(Verdict.FLOOD);
    assertThat(lena.command("chat.post", 10_000)).isEqualTo(Verdict.ALLOWED);
  }

  private int commandsThatPass(String type, int tried, long at) {
    int passed = 0;
    for (int i = 0; i < tried; i++) {
      passed += lena.command(type, at) == Verdict.ALLOWED ? 1 : 0;
    }
    return passed;
  }

  private int signalsThatPass(String type, int tried, long at) {
    int passed = 0;
    for (int i = 0; i < tried; i++) {
      passed += lena.signal(type, at) == Verdict.ALLOWED ? 1 : 0;
    }
    return passed;
  }
}
