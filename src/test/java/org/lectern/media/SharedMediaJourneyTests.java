package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.lecture.LectureId;
import org.lectern.support.Buckets;
import org.lectern.support.Line;
import org.lectern.support.RoomClient;
import org.lectern.support.S3Server;
import org.lectern.support.TwoNodes;

/** Two packaged nodes with a bucket, one of which is killed while somebody speaks. */
class SharedMediaJourneyTests {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String BUCKET = "two-nodes";
  private static final HttpClient BROWSER = HttpClient.newHttpClient();

  @TempDir Path home;

  @Test
  void whatWasSaidIsWholeThoughTheStoreAndThenTheNodeWentAwayAndTheOtherReplaysIt() throws Exception {
    Buckets.make(BUCKET);
    try (Line store = new Line(S3Server.port()); TwoNodes nodes = TwoNodes.start(home, bucket(store))) {
      long lecture = nodes.lecture();
      String amara = nodes.signIn("amara");
      String lena = nodes.signIn("lena");
      try (RoomClient teacher = RoomClient.join(nodes.two().port(), amara, lecture, 0)) {
        teacher.say("lecture.start", Map.of());
      }
      int[] port = {nodes.one().port()};
      try (StubbornPublisher publisher = new StubbornPublisher(() -> port[0], amara, lecture)) {
        until(() -> segments(nodes, lecture) >= 3);

        store.cut();
        until(() -> publisher.unacknowledged() > 1_000); // twenty seconds
        long stored = segments(nodes, lecture);
        store.mend();
        until(() -> segments(nodes, lecture) > stored && publisher.unacknowledged() < 500);

        long kept = publisher.unacknowledged();
        nodes.one().kill();
        port[0] = nodes.two().port();
        until(() -> publisher.runs().size() == 2 && segments(nodes, lecture) > stored + 2);
        assertThat(kept).as("what only the publisher had").isPositive();
        byte[] whileItGrows = get(nodes.two().uri("/lectures/%d/media/1-0.mp4".formatted(lecture)), lena);

        publisher.switchOff();
        until(publisher::isDone);
        until(() -> count(nodes, "select count(*) from track_epoch where lecture_id = ? and kept and sealed_at is null", lecture) == 0);

        assertThat(publisher.faults()).isEmpty();
        for (StubbornPublisher.Run run : publisher.runs()) {
          byte[] whole = get(nodes.two().uri("/lectures/%d/media/%d-%d.mp4".formatted(lecture, run.track, run.epoch)), lena);
          assertThat(Arrays.equals(whole, undisturbed(nodes, lecture, run))).as("epoch %d is as if nothing had happened", run.epoch).isTrue();
          assertThat(Arrays.equals(Buckets.read(BUCKET, Bucket.key(new EpochId(new LectureId(lecture), run.track, run.epoch))), whole)).isTrue();
          if (run.epoch == 0) {
            assertThat(Arrays.equals(whileItGrows, Arrays.copyOf(whole, whileItGrows.length))).isTrue();
          }
        }
        until(() -> Buckets.keys(BUCKET, "growing/%d/".formatted(lecture)).isEmpty());
      }
    }
  }

  private static String[] bucket(Line store) {
    return new String[] {
      "--lectern.media.s3.bucket=" + BUCKET, "--lectern.media.s3.endpoint=http://127.0.0.1:" + store.port(),
      "--lectern.media.s3.access-key=" + S3Server.ACCESS_KEY, "--lectern.media.s3.secret-key=" + S3Server.SECRET_KEY
    };
  }

  private static void until(BooleanSupplier holds) {
    await().atMost(PATIENCE).until(holds::getAsBoolean);
  }

  private static long segments(TwoNodes nodes, long lecture) {
    return count(nodes, "select count(*) from segment where lecture_id = ?", lecture);
  }

  private static long count(TwoNodes nodes, String question, long lecture) {
    return nodes.database().sql(question).param(lecture).query(Long.class).single();
  }

  private static byte[] get(URI file, String cookie) throws Exception {
    HttpResponse<byte[]> answer = BROWSER.send(HttpRequest.newBuilder(file).header("Cookie", cookie).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  /** What a node alone makes of what was sent. */
  private static byte[] undisturbed(TwoNodes nodes, long lecture, StubbornPublisher.Run run) {
    long offset = nodes.database().sql("select offset_us from track_epoch where lecture_id = ? and track = ? and epoch = ?")
        .params(List.of(lecture, run.track, run.epoch)).query(Long.class).single();
    BoxWriter whole = new BoxWriter().bytes(InitSegment.of(StubbornPublisher.FORMAT), 0);
    Segmenter segmenter = new Segmenter(StubbornPublisher.FORMAT, offset, segment -> whole.bytes(segment.bytes(), 0));
    for (int sequence = 0; sequence < run.times.size(); sequence++) {
      segmenter.add(run.frame(sequence));
    }
    segmenter.finish();
    return whole.written();
  }
}
