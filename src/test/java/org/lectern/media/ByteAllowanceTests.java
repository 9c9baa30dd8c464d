package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteAllowanceTests {

  private static final int MEGABYTE = 1 << 20;

  private final ByteAllowance amara = new ByteAllowance(0);

  @Test
  void whatABrowserKeptDuringAnOutageComesAsFastAsTheLineIs() {
    assertThat(amara.take(64 * MEGABYTE, 10)).isTrue();
    assertThat(amara.take(MEGABYTE, 10)).isFalse();
  }

  @Test
  void allThatAScreenAndACameraSendIsTakenForHours() {
    for (int second = 1; second < 7_200; second++) {
      assertThat(amara.take(MEGABYTE, second * 1_000L)).isTrue();
    }
  }

  @Test
  void whoSendsMoreThanAnyCameraIsStopped() {
    int seconds = 1;
    while (amara.take(20 * MEGABYTE, seconds * 1_000L)) {
      seconds++;
    }
    assertThat(seconds).isEqualTo(4);
  }
}
