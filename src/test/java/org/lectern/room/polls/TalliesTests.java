package org.lectern.room.polls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.lecture.event.Poll;
import org.lectern.room.polls.Tallies.Given;

/** What answers come to. */
class TalliesTests {

  private static final Poll.Question LAYERS = new Poll.Question(Poll.Kind.ORDER, "From the outside", List.of("Mantle", "Crust", "Core"));
  private static final Poll.Question WHERE = new Poll.Question(Poll.Kind.POINT, "Where does rock melt?", List.of());
  private static final Poll.Question MOVES = new Poll.Question(Poll.Kind.CLOUD, "What moves the plates?", List.of());

  @Test
  void aWordIsCountedOnceHoweverItIsSpeltAndShownAsMostSpellIt() {
    Poll.Tally tally = count(MOVES, null, given(2, null, "Nile", "Po"), given(1, null, "nile"), given(1, null, "NILE"), given(1, null, "Rhine"));
    assertThat(tally.people()).isEqualTo(5);
    assertThat(tally.counts()).isEqualTo(Map.of("Nile", 4, "Po", 2, "Rhine", 1));
  }

  @Test
  void ofAnOrderItIsToldHowManyHaveTheWholeOfItAndWhereEachOptionWasPut() {
    Poll.Tally tally = count(LAYERS, new RightAnswer(List.of("1", "0", "2"), null), given(3, true, "1", "0", "2"), given(1, false, "0", "1", "2"));
    assertThat(tally.counts()).isEqualTo(Map.of("1,0,2", 3, "0,1,2", 1));
    assertThat(tally.places()).containsExactly(1.8, 1.3, 3.0);
    assertThat(tally.right()).isEqualTo(new Poll.Right(3, 3, 3, 0));
    assertThat(count(LAYERS, null).places()).isNull();
  }

  @Test
  void ofPointsItIsToldHowManyLieInside() {
    Poll.Tally tally =
        count(WHERE, new RightAnswer(List.of("480,300,120,90", "Above the slab"), null), given(2, true, "480,300"), given(1, false, "600,390"), given(4, true, "601,390"));
    assertThat(tally.right()).isEqualTo(new Poll.Right(3, 6, 2, 1));
    assertThat(tally.places()).isNull();
  }

  @Test
  void howManyWereRightIsCountedOfEverybodyAlsoWhereNotEveryAnswerIsTold() {
    Given[] all = IntStream.range(0, 1_200).mapToObj(i -> given(1, null, i % 1_000 + "," + i / 1_000)).toArray(Given[]::new);
    Poll.Tally tally = count(WHERE, new RightAnswer(List.of("0,0,1000,1000"), null), all);
    assertThat(tally.counts()).hasSize(1_000);
    assertThat(tally.right().people()).isEqualTo(1_200);
  }

  @Test
  void whatIsRightIsNotCountedWhereItMayNotBeTold() {
    assertThat(count(LAYERS, null, given(3, true, "1", "0", "2")).right()).isNull();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "SINGLE | 1 | | 1 | true", "SINGLE | 1 | | 0 | false",
    "MULTIPLE | 0 2 | | 0 2 | true", "MULTIPLE | 0 2 | | 0 | false", "MULTIPLE | 0 2 | | 0 1 2 | false",
    "NUMBER | 0.2 | 0.1 | 0.3 | true", "NUMBER | 7.5 | | 7.5 | true", "NUMBER | 7.5 | 0.5 | 8.1 | false",
    "TEXT | Slab | | SLAB | true", "TEXT | Slab | | Heat | false", "SCALE | 4 | | 4 | true"
  })
  void whatIsRight(Poll.Kind kind, String right, Double tolerance, String answer, boolean is) {
    Poll.Question question = new Poll.Question(kind, "Which?", List.of("a", "b", "c"));
    assertThat(new RightAnswer(List.of(right.split(" ")), tolerance).is(question, List.of(answer.split(" ")))).isEqualTo(is);
  }

  private static Poll.Tally count(Poll.Question question, @Nullable RightAnswer right, Given... given) {
    return Tallies.of(question, List.of(given), Optional.ofNullable(right));
  }

  private static Given given(int people, @Nullable Boolean sure, String... answer) {
    return new Given(List.of(answer), sure, people);
  }
}
