package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.Lecture;
import org.lectern.media.Frame;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.lectern.support.StubbornReader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Someone whose browser has stopped reading, between others who read. */
@LecternTest
class StalledReaderIntegrationTests {

  private static final String BEAT = "{\"type\":\"beat\"}";

  /** More than the queue of a reader and what the system keeps for a socket hold together, bytes. */
  private static final int FLOOD = 12 << 20;

  private static final int PICTURE = 128 << 10;

  /** Pictures from one keyframe to the next; all of them fit into the queue of a reader. */
  private static final int EVERY = 10;

  @LocalServerPort int port;
  @Autowired Classroom classroom;

  private Course course;
  private User amara;
  private Lecture lecture;

  @BeforeEach
  void aLectureIsPlanned() {
    amara = classroom.person("Amara Osei");
    course = classroom.course(amara);
    lecture = classroom.lecture(course);
  }

  @Test
  void whoStopsReadingHarmsNobodyAndGoesOnWithAKeyframeAfterAGap() throws IOException {
    User lena = classroom.student(course, "Lena Fischer");
    User mei = classroom.student(course, "Mei Chen");
    try (StubbornReader stalled = new StubbornReader(port, classroom.cookie(lena), lecture.id().value());
        Viewer reading = new Viewer(port, classroom.cookie(mei), lecture.id().value());
        Publisher camera = new Publisher(port, classroom.cookie(amara), lecture.id().value())) {
      camera.begin();
      int sent = 0;
      while ((long) sent * PICTURE < FLOOD) {
        camera.send(sent++, true);
        while (sent % EVERY != 0) {
          camera.send(sent++, false);
        }
        stalled.say(BEAT); // who only does not read is still there
        reading.beat();
        long last = sent - 1;
        await().pollInterval(Duration.ofMillis(5)).until(() -> reading.pictures().contains(last));
      }

      assertThat(reading.pictures()).hasSize(sent);
      assertThat(reading.gaps()).isZero();
      try (RoomClient student = RoomClient.join(port, classroom.cookie(mei), lecture.id().value(), 0)) {
        student.say("chat.post", Map.of("text", "The rest of us go on"));
      }

      AtomicInteger next = new AtomicInteger(sent);
      try (ScheduledExecutorService goesOn = Executors.newSingleThreadScheduledExecutor()) {
        goesOn.scheduleAtFixedRate(() -> goOn(camera, next.getAndIncrement(), stalled), 0, 100, TimeUnit.MILLISECONDS);
        assertGoesOnAfterAGap(stalled, sent);
      }
    }
  }

  /** While the reader reads what waits for it: a keyframe that finds no room is left out as well, and the next takes its place. */
  private static void goOn(Publisher camera, int sequence, StubbornReader stalled) {
    try {
      camera.send(sequence, true);
      stalled.say(BEAT);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Whatever is sent after a picture was left out begins with a keyframe, and the reader is told before it. */
  private static void assertGoesOnAfterAGap(StubbornReader stalled, long sent) throws IOException {
    boolean told = false;
    boolean goesOn = false;
    for (long shown = -1; !goesOn; ) {
      assertThat(shown).as("the last picture shown, and nothing was left out").isLessThan(sent);
      for (Sent frame : Sent.in(stalled.next().orElseThrow())) {
        if (frame.kind() == Frame.Kind.GAP) {
          told = true;
        } else if (frame.kind() == Frame.Kind.MEDIA) {
          assertThat(frame.sequence() == shown + 1 || told && frame.isKeyframe()).as("%s after %d", frame, shown).isTrue();
          shown = frame.sequence();
          goesOn |= told;
          told = false;
        }
      }
    }
  }

  /** A frame as it is on the wire, without its payload. */
  private record Sent(Frame.Kind kind, boolean isKeyframe, long sequence) {

    static List<Sent> in(byte[] message) {
      List<Sent> frames = new ArrayList<>();
      ByteBuffer bytes = ByteBuffer.wrap(message);
      while (bytes.hasRemaining()) {
        int length = bytes.getInt();
        int at = bytes.position();
        frames.add(new Sent(Frame.Kind.values()[bytes.get(at) & 15], (bytes.get(at + 2) & 1) != 0, bytes.getInt(at + 4) & 0xffff_ffffL));
        bytes.position(at + length);
      }
      return frames;
    }
  }

  /** Reads all there is, at once. */
  private static final class Viewer implements WebSocket.Listener, AutoCloseable {

    private final Set<Long> pictures = ConcurrentHashMap.newKeySet();
    private final ByteBuffer partial = ByteBuffer.allocate(4 << 20);
    private final WebSocket socket;
    private volatile int gaps;

    Viewer(int port, String cookie, long lecture) {
      socket = open(port, cookie, lecture, "socket", "lectern.v1", this);
      socket.sendText("{\"type\":\"hello\",\"lastSeq\":0,\"can\":{}}", true).join();
    }

    void beat() {
      socket.sendText(BEAT, true).join();
    }

    Set<Long> pictures() {
      return pictures;
    }

    int gaps() {
      return gaps;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
      partial.put(data);
      if (last) {
        byte[] message = new byte[partial.flip().remaining()];
        partial.get(message).clear();
        for (Sent frame : Sent.in(message)) {
          if (frame.kind() == Frame.Kind.MEDIA) {
            pictures.add(frame.sequence());
          } else if (frame.kind() == Frame.Kind.GAP) {
            gaps++;
          }
        }
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public void close() {
      socket.abort();
    }
  }

  /** A camera whose pictures are noise of a size. */
  private static final class Publisher implements WebSocket.Listener, AutoCloseable {

    private final WebSocket socket;
    private volatile boolean opened;

    Publisher(int port, String cookie, long lecture) {
      socket = open(port, cookie, lecture, "tracks", "lectern.tracks.v1", this);
    }

    void begin() {
      long now = System.currentTimeMillis() * 1_000;
      socket.sendText("{\"type\":\"hello\",\"now\":%d}".formatted(now), true).join();
      socket.sendText(
          """
          {"type":"open","ref":1,"kind":"camera","codec":"vp09.00.31.08","width":640,"height":360,"channels":0,"frameDuration":0}""",
          true).join();
      await().until(() -> opened);
    }

    void send(int sequence, boolean key) {
      ByteBuffer frame = ByteBuffer.allocate(16 + PICTURE)
          .put((byte) (1 << 4 | Frame.Kind.MEDIA.ordinal())).put((byte) 1).put((byte) (key ? 1 : 0)).put((byte) 0)
          .putInt(sequence).putLong(System.currentTimeMillis() * 1_000);
      socket.sendBinary(frame.rewind(), true).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      opened |= data.toString().contains("\"opened\"");
      webSocket.request(1);
      return null;
    }

    @Override
    public void close() {
      socket.abort();
    }
  }

  private static WebSocket open(int port, String cookie, long lecture, String path, String protocol, WebSocket.Listener listener) {
    return HttpClient.newHttpClient().newWebSocketBuilder()
        .subprotocols(protocol)
        .header("Cookie", cookie)
        .header("Origin", "http://localhost:" + port)
        .buildAsync(URI.create("ws://localhost:%d/lectures/%d/%s".formatted(port, lecture, path)), listener)
        .join();
  }
}
