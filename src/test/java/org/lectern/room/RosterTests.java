package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseRole;

/** Who is here, and for how long the others have not been. */
class RosterTests {

  private static final Member AMARA = new Member(new UserId(1), "Amara Osei", CourseRole.INSTRUCTOR);
  private static final Member BEN = new Member(new UserId(2), "Ben Adler", CourseRole.ASSISTANT);
  private static final Member LENA = new Member(new UserId(3), "Lena Fischer", CourseRole.STUDENT);

  private Instant now = Instant.parse("2026-11-30T10:00:00Z");
  private final Roster roster = new Roster(new HandTurned(), now.minusSeconds(30));

  @Test
  void whoIsHereIsNotAwayAndWhoHasLeftIsSinceThen() {
    roster.join(LENA);
    roster.join(LENA);
    pass(60);
    roster.leave(LENA);
    pass(60);
    assertThat(roster.awayFor(LENA.id())).as("another tab is open").isZero();
    roster.leave(LENA);
    pass(30);
    assertThat(roster.awayFor(LENA.id())).hasSeconds(30);
    roster.join(LENA);
    assertThat(roster.awayFor(LENA.id())).isZero();
  }

  @Test
  void whoWasNotSeenSinceTheRoomOpenedIsAwaySinceThen() {
    pass(90);
    assertThat(roster.awayFor(LENA.id())).hasSeconds(90);
  }

  @Test
  void aLectureIsLeftAloneOnceTheLastOfTheStaffHasGone() {
    pass(10);
    assertThat(roster.staffAwayFor()).as("they had left before this room opened").hasSeconds(40);
    roster.join(AMARA);
    roster.join(BEN);
    roster.join(LENA);
    pass(60);
    roster.leave(AMARA);
    pass(60);
    assertThat(roster.staffAwayFor()).isZero();
    roster.leave(BEN);
    pass(130);
    roster.leave(LENA);
    assertThat(roster.staffAwayFor()).hasSeconds(130);
  }

  @Test
  void whoTeachesIsNamedHoweverManyComeAtOnce() {
    IntStream.range(10, 10 + 2 * Roster.FIRST_PAGE).forEach(id -> roster.join(new Member(new UserId(id), "Student " + id, CourseRole.STUDENT)));
    roster.join(AMARA);
    assertThat(roster.changes().joined()).hasSize(Roster.FIRST_PAGE).first().isEqualTo(AMARA);
  }

  @Test
  void whoIsHereByWayOfSeveralNodesIsOnePersonAndLeavesWithTheLast() {
    roster.join(LENA);
    roster.elsewhere(List.of(LENA, BEN));
    roster.elsewhere(List.of(LENA, BEN));
    assertThat(roster.size()).isEqualTo(2);
    assertThat(roster.isStaff(BEN.id())).isTrue();
    roster.changes();
    roster.leave(LENA);
    pass(20);
    roster.elsewhere(List.of(LENA));
    assertThat(roster.changes().left()).as("Lena is still on the other node").containsExactly(BEN.id());
    assertThat(roster.staffAwayFor()).isZero();
    pass(30);
    roster.elsewhere(List.of());
    assertThat(roster.size()).isZero();
    assertThat(roster.awayFor(LENA.id())).isZero();
    assertThat(roster.awayFor(BEN.id())).hasSeconds(30);
    assertThat(roster.staffAwayFor()).hasSeconds(30);
  }

  private void pass(int seconds) {
    now = now.plusSeconds(seconds);
  }

  private final class HandTurned extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
