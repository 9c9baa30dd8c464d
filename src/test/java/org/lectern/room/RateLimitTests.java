package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lectern.room.Rule.ANYONE;
import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.command;
import static org.lectern.room.Rule.signal;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseRole;
import org.lectern.room.Gate.Verdict;

class RateLimitTests {

  private static final Rate RARE = Rate.of(2, 20);
  private static final Rule POST = command("chat.post").by(ANYONE).decide(_ -> Optional.empty());
  private static final Rule RAISE = command("hand.raise").by(ANYONE).atMost(RARE).decide(_ -> Optional.empty());
  private static final Rule LOWER = command("hand.lower").by(ANYONE).atMost(RARE).decide(_ -> Optional.empty());
  private static final Rule LOWER_ALL = command("hand.lowerAll").by(STAFF).decide(_ -> Optional.empty());
  private static final Rule POINT = signal("pointer").by(ANYONE).hear((signal, by, room) -> {});
  private static final Rule REACT = signal("react").by(ANYONE).atMost(Rate.of(5, 20)).hear((signal, by, room) -> {});

  private final AtomicLong now = new AtomicLong();
  private final InstantSource time = () -> Instant.ofEpochMilli(now.get());
  private final Gate gate = new Gate(time.withZone(ZoneOffset.UTC));
  private final Member lena = new Member(new UserId(7), "Lena Fischer", CourseRole.STUDENT);

  @Test
  void whatWasKeptDuringAnOutageComesAtOnceAndThenTenASecond() {
    assertThat(passing(POST, 100)).isEqualTo(40);
    now.set(1_000);
    assertThat(passing(POST, 100)).isEqualTo(10);
  }

  @Test
  void rulesThatShareARateDrawOnOneAllowance() {
    assertThat(passing(RAISE, 15) + passing(LOWER, 15)).isEqualTo(20);
    assertThat(passing(POST, 1)).as("writing goes on").isEqualTo(1);
    now.set(1_000);
    assertThat(passing(RAISE, 15)).isEqualTo(2);
  }

  @Test
  void heartsComeInFlurries() {
    assertThat(passing(REACT, 50)).isEqualTo(20);
    now.set(1_000);
    assertThat(passing(REACT, 50)).isEqualTo(5);
  }

  @Test
  void aPointerMovesSmoothly() {
    assertThat(passing(POINT, 200)).isEqualTo(80);
    now.set(1_000);
    assertThat(passing(POINT, 200)).isEqualTo(40);
  }

  @Test
  void whatIsSaidInOneTabCountsInTheOtherButNotForSomebodyElse() {
    passing(POST, 40);
    assertThat(gate.pass(POST, new Member(lena.id(), lena.name(), lena.role()))).isEqualTo(Verdict.TOO_FAST);
    assertThat(gate.pass(POST, new Member(new UserId(8), "Mei Chen", CourseRole.STUDENT))).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void whoGoesOnRegardlessIsSentAwayAndMayComeBackLater() {
    passing(POST, 40);
    for (int i = 0; i < 200; i++) {
      assertThat(gate.pass(POST, lena)).isEqualTo(Verdict.TOO_FAST);
    }
    assertThat(gate.pass(POST, lena)).isEqualTo(Verdict.FLOOD);
    now.set(10_000);
    assertThat(gate.pass(POST, lena)).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void theRoleIsAskedFirstAndWhoGoesOnWithoutTheRightIsSentAwayToo() {
    for (int i = 0; i < 200; i++) {
      assertThat(gate.pass(LOWER_ALL, lena)).isEqualTo(Verdict.NOT_ALLOWED);
    }
    assertThat(gate.pass(LOWER_ALL, lena)).isEqualTo(Verdict.FLOOD);
    assertThat(passing(POST, 100)).as("what was refused took nothing of what one may say").isEqualTo(40);
  }

  @Test
  void whoIsOnTwoNodesMaySayNoMoreThanWhoIsOnOne() {
    Gate other = new Gate(time.withZone(ZoneOffset.UTC));
    assertThat(passing(gate, POST, 100, 2) + passing(other, POST, 100, 2)).isEqualTo(40);
    now.set(1_000);
    assertThat(passing(gate, POST, 100, 2) + passing(other, POST, 100, 2)).isEqualTo(10);
    now.set(2_000);
    assertThat(passing(gate, POST, 100, 1)).as("and has all of it back once they have left one").isEqualTo(10);
  }

  private int passing(Rule rule, int tried) {
    return passing(gate, rule, tried, 1);
  }

  private int passing(Gate gate, Rule rule, int tried, int nodes) {
    int passed = 0;
    for (int i = 0; i < tried; i++) {
      passed += gate.pass(rule, lena, nodes) == Verdict.ALLOWED ? 1 : 0;
    }
    return passed;
  }
}
