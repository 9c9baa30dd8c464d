package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense", "", "[]", "\"beat\"", "{}", "{\"type\":1}", "{\"type\":null}",
        "{\"type\":\"beat\",\"id\":{}}", "{\"type\":\"beat\",\"id\":[1]}", "{\"type\":\"beat\",\"id\":null}", "{\"type\":\"beat\",\"id\":\"42\"}"
      })
  void whatIsNoCommandIsCalledMalformedAndNothingWorse(String text) {
    assertThatThrownBy(() -> Command.parse(text)).isInstanceOf(Malformed.class);
  }
}
