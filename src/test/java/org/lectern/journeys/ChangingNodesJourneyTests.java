package org.lectern.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.lecture.LectureId;
import org.lectern.support.Balancer;
import org.lectern.support.Browsers;
import org.lectern.support.Buckets;
import org.lectern.support.S3Server;
import org.lectern.support.TwoNodes;

/** A browser publishes to one of two nodes with a bucket, and that node is killed. */
class ChangingNodesJourneyTests {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What may be missing at one place, microseconds: what was encoded while the browser found out, and a picture's way to its next keyframe. */
  private static final Map<String, Long> MOST_LOST = Map.of("microphone", 1_000_000L, "camera", 2_500_000L);

  @TempDir Path home;

  @Test
  void whoIsSpeakingGoesOnAtTheOtherNodeAndNothingOfItIsMissing() throws Exception {
    Buckets.make("changing-nodes");
    try (TwoNodes nodes = TwoNodes.start(home,
            "--lectern.media.s3.bucket=changing-nodes", "--lectern.media.s3.endpoint=http://127.0.0.1:" + S3Server.port(),
            "--lectern.media.s3.access-key=" + S3Server.ACCESS_KEY, "--lectern.media.s3.secret-key=" + S3Server.SECRET_KEY);
        Balancer balancer = new Balancer(theOtherOnlyOnceTheFirstIsGone(nodes))) {
      LectureId lecture = new LectureId(nodes.lecture());
      try (Seat instructor = Seat.take(Browsers.shared(), balancer.port(), nodes.signIn("amara"), lecture, new Browser.NewContextOptions())) {
        instructor.startsTheSession();
        instructor.button("Camera").click();
        instructor.button("Mic").click();
        await().atMost(PATIENCE).until(() -> count(nodes, lecture, "select count(*) from segment where lecture_id = ?") >= 6);

        nodes.one().kill();

        await().atMost(PATIENCE).until(() -> count(nodes, lecture, "select count(*) from track_epoch where lecture_id = ? and kept and epoch > 0") >= 2);
        instructor.hasOn("Mic");
        instructor.button("Mic").click();
        instructor.button("Camera").click();
        await("both sealed by the other").atMost(PATIENCE)
            .until(() -> count(nodes, lecture, "select count(*) from track_epoch where lecture_id = ? and kept and sealed_at is null") == 0);
        assertThat(count(nodes, lecture, "select count(*) from track_epoch where lecture_id = ? and term > 1")).as("taken over").isPositive();
        MOST_LOST.forEach((kind, most) -> assertThat(largestHole(nodes, lecture, kind)).as("hole of the " + kind).isLessThan(most));
      }
    }
  }

  private static List<Integer> theOtherOnlyOnceTheFirstIsGone(TwoNodes nodes) {
    List<Integer> ports = new ArrayList<>(Collections.nCopies(1_000, nodes.one().port()));
    ports.add(nodes.two().port());
    return ports;
  }

  private static long largestHole(TwoNodes nodes, LectureId lecture, String kind) {
    return count(
        nodes,
        lecture,
        """
        select coalesce(max(hole), 0) from (
          select lead(at_us) over (order by at_us) - at_us - duration_us as hole
          from segment join track using (lecture_id) where lecture_id = ? and track.number = segment.track and kind = '%s') holes
        """.formatted(kind));
  }

  private static long count(TwoNodes nodes, LectureId lecture, String question) {
    return nodes.database().sql(question).param(lecture.value()).query(Long.class).single();
  }
}
