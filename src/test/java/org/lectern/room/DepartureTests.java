package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which order people leave a node that stops. */
class DepartureTests {

  @Test
  void whoIsAwaitedGoesFirstAndEverybodyGoesOnce() {
    List<List<String>> groups = Departure.groups(List.of("teacher", "speaker"), IntStream.range(0, 20).mapToObj(i -> "student " + i).toList());
    assertThat(groups.getFirst()).hasSize(10).startsWith("teacher", "speaker");
    assertThat(groups.stream().flatMap(List::stream)).hasSize(22).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0", "1, 1, 1", "10, 1, 10", "30, 3, 10", // a class
    "900, 30, 30", // a hall is gone in three seconds
    "5000, 100, 50" // more than the others can let in within three seconds take ten
  })
  void groupsAreSoSmallThatAnotherNodeIsNotMetByAThousandAtOnce(int people, int groups, int largest) {
    List<List<Integer>> all = Departure.groups(List.of(), Stream.iterate(0, i -> i + 1).limit(people).toList());
    assertThat(all).hasSize(groups);
    assertThat(all.stream().mapToInt(List::size).max().orElse(0)).isEqualTo(largest);
  }
}
