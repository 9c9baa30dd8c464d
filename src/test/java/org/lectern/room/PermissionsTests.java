package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lectern.courses.CourseRole;

class PermissionsTests {

  /** I: instructor, A: assistant, S: student, O: observer. The whole of who may say what, read by people. */
  private static final String MATRIX =
      """
      chat.edit       IAS-
      chat.lock       IA--
      chat.post       IAS-
      chat.remove     IAS-
      chat.unlock     IA--
      floor.give      IA--
      floor.take      IAS-
      hand.lower      IAS-
      hand.lowerAll   IA--
      hand.raise      IAS-
      lecture.end     IA--
      lecture.pause   IA--
      lecture.resume  IA--
      lecture.start   IA--
      lecture.undoEnd IA--
      pace.found      --S-
      pace.lost       --S-
      person.remove   IA--
      pointer         IA--
      react           IAS-
      slide.show      IA--
      slide.turn      IA--
      """;

  @Test
  void everyoneMayDoWhatTheMatrixSaysAndNothingElse() {
    String actual =
        new TreeSet<>(Permissions.MATRIX.keySet())
            .stream().map(command -> "%-15s %s%n".formatted(command, roles(command))).collect(Collectors.joining());

    assertThat(actual).isEqualTo(MATRIX);
  }

  @Test
  void whatIsNotInTheMatrixIsAllowedToNobody() {
    assertThat(Arrays.stream(CourseRole.values()).noneMatch(role -> Permissions.allow(role, "lecture.delete"))).isTrue();
  }

  private static String roles(String command) {
    Set<CourseRole> allowed = Permissions.MATRIX.get(command);
    return Arrays.stream(CourseRole.values())
        .map(role -> allowed.contains(role) ? role.name().substring(0, 1) : "-")
        .collect(Collectors.joining());
  }
}
