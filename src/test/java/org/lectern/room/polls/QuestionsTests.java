package org.lectern.room.polls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.lecture.event.Poll;
import org.lectern.room.Command;
import org.lectern.room.Malformed;
import org.lectern.room.Rejected;
import tools.jackson.databind.json.JsonMapper;

/** What may be asked, what may be answered, and what is refused in words. */
class QuestionsTests {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final List<String> LAYERS = List.of("Mantle", "Crust", "Core");

  @Test
  void wordsOfACloudAreOneOrTwoAndTheSameWordInCapitalsIsOne() {
    Poll.Question moves = new Poll.Question(Poll.Kind.CLOUD, "What moves the plates?", List.of());
    assertThat(Questions.answer(moves, List.of(" slab  pull ", "Heat"))).containsExactly("slab pull", "Heat");
    assertThat(Questions.answer(moves, List.of("Nile", "NILE"))).containsExactly("Nile");
    assertThat(Questions.folded("Straße")).isEqualTo(Questions.folded("STRASSE"));
    assertThatThrownBy(() -> Questions.answer(moves, List.of("a", "b", "c"))).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Questions.answer(moves, List.of())).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Questions.answer(moves, List.of("x".repeat(26)))).isInstanceOf(Rejected.class);
    assertThatThrownBy(() -> Questions.answer(moves, List.of(" "))).isInstanceOf(Rejected.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"2 0 1 | true", "0 1 2 | true", "0 1 | false", "0 0 1 | false", "0 1 3 | false", "0 1 2 2 | false", "a 1 2 | false"})
  void anOrderHasEachOptionOnce(String places, boolean order) {
    Poll.Question layers = new Poll.Question(Poll.Kind.ORDER, "From the outside", LAYERS);
    List<String> given = List.of(places.split(" "));
    if (order) {
      assertThat(Questions.answer(layers, given)).isEqualTo(given);
      assertThat(prepared("order", LAYERS, given).right()).isEqualTo(given);
    } else {
      assertThatThrownBy(() -> Questions.answer(layers, given)).isInstanceOf(Malformed.class);
      assertThatThrownBy(() -> prepared("order", LAYERS, given)).isInstanceOf(Malformed.class);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "480,300 | 480,300", "0,0 | 0,0", "1000,1000 | 1000,1000", "007,7 | 7,7", "1001,0 |", "-1,0 |", "1.5,2 |", "1 |", "1,2,3 |", "here |", "99999999999,1 |"
  })
  void aPointLiesOnTheSlide(String given, String point) {
    Poll.Question where = new Poll.Question(Poll.Kind.POINT, "Where does rock melt?", List.of());
    if (point != null) {
      assertThat(Questions.answer(where, List.of(given))).containsExactly(point);
    } else {
      assertThatThrownBy(() -> Questions.answer(where, List.of(given))).isInstanceOf(Rejected.class);
    }
  }

  @Test
  void whereAPointIsRightIsAnAreaOfTheSlideThatMayHaveAName() {
    assertThat(prepared("point", List.of(), List.of("480,300,120,90")).right()).containsExactly("480,300,120,90");
    assertThat(prepared("point", List.of(), List.of("0,0,1000,1000", " Above the  slab")).right()).containsExactly("0,0,1000,1000", "Above the slab");
    assertThat(prepared("point", List.of(), List.of()).right()).isEmpty();
    for (String area : List.of("480,300", "900,0,101,1", "0,0,0,10", "0,0,10,0", "a,b,c,d", "")) {
      assertThatThrownBy(() -> prepared("point", List.of(), List.of(area))).as(area).isInstanceOf(Rejected.class);
    }
  }

  private static Poll.Prepared prepared(String kind, List<String> options, List<String> right) {
    return Questions.read(
        new Command("poll.prepare", null, MAPPER.valueToTree(Map.of("kind", kind, "question", "Which?", "options", options, "right", right))));
  }
}
