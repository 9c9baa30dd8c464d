package org.lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionLimitTests {

  private static final long GIGABYTE = 1 << 30;

  @Test
  void aLargeMachineHoldsAFullHallAndItsPages() {
    assertThat(ConnectionLimit.most(1_048_576, 4 * GIGABYTE)).isEqualTo(20_000);
  }

  @Test
  void someFilesAreLeftForWhatIsNoConnection() {
    assertThat(ConnectionLimit.most(1_024, 4 * GIGABYTE)).isEqualTo(724);
  }

  @Test
  void connectionsTakeNoMoreThanHalfOfTheMemory() {
    assertThat(ConnectionLimit.most(1_048_576, GIGABYTE / 4)).isEqualTo(3_276);
  }

  @Test
  void aMachineWithHardlyAnyFilesStillServesAFew() {
    assertThat(ConnectionLimit.most(100, GIGABYTE)).isEqualTo(50);
  }
}
