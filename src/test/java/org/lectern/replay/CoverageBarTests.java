package org.lectern.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.replay.Coverage.Kind;
import org.lectern.replay.Coverage.Segment;

class CoverageBarTests {

  @Test
  void showsWhatSomebodyHasAndLacksInOrder() {
    assertThat(CoverageBar.of(List.of(new Segment(Kind.MISSED, 0, 60_000), new Segment(Kind.LIVE, 60_000, 180_000)), 0))
        .isEqualTo("<i class=\"cov-missed\" style=\"--w:60000\"></i><i class=\"cov-live\" style=\"--w:120000\"></i>");
  }

  @Test
  void leavesOutAHeartbeatAtTheEndButNotTheOnlyThingThereIs() {
    Segment heartbeat = new Segment(Kind.MISSED, 60_000, 61_000);
    assertThat(CoverageBar.of(List.of(new Segment(Kind.LIVE, 0, 60_000), heartbeat), 0)).doesNotContain("missed");
    assertThat(CoverageBar.of(List.of(heartbeat), 0)).contains("missed");
  }

  @Test
  void showsHowMuchOfARunningLectureIsStillToCome() {
    List<Segment> soFar = List.of(new Segment(Kind.LIVE, 0, 60_000));
    assertThat(CoverageBar.of(soFar, 30_000)).endsWith("<i class=\"cov-future\" style=\"--w:30000\"></i>");
    assertThat(CoverageBar.of(soFar, 0)).doesNotContain("future");
  }
}
