package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.Lecture;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** One who does not read their socket for a while, among others who do. */
@LecternTest
class SlowReaderIntegrationTests {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A picture every 10 ms, large enough to fill what the systems on the way buffer within seconds. */
  private static final int BYTES_OF_A_PICTURE = 60_000;
  private static final int PICTURES_BETWEEN_KEYFRAMES = 50;
  private static final String HELLO = "{\"type\":\"hello\",\"lastSeq\":0,\"can\":{\"picture\":[\"vp09\"],\"sound\":[\"opus\"]}}";

  @LocalServerPort int port;
  @Autowired Classroom classroom;

  @Test
  void whoDoesNotReadIsToldAGapAndGoesOnWithAKeyframeWhileOthersGetEveryFrame() throws Exception {
    User amara = classroom.person("Amara Osei");
    Course course = classroom.course(amara);
    Lecture lecture = classroom.lecture(course);
    Reader attentive = new Reader(), other = new Reader();
    attentive.open(port, classroom.cookie(classroom.student(course, "Mei Chen")), lecture);
    other.open(port, classroom.cookie(classroom.student(course, "Tomas Rivera")), lecture);

    try (Publisher publisher = new Publisher(port, classroom.cookie(amara), lecture);
        StalledReader slow = new StalledReader(port, classroom.cookie(classroom.student(course, "Lena Fischer")), lecture);
        RoomClient writer = RoomClient.join(port, classroom.cookie(amara), lecture.id().value(), 0)) {
      publisher.begin();
      await().atMost(PATIENCE).until(() -> publisher.sent() > 150);
      long said = writer.say("chat.post", Map.of("text", "Nobody loses what was said"));
      await().atMost(PATIENCE).until(() -> publisher.sent() > 220);

      slow.readUntilAPictureAfterAGap();
      publisher.stop();
      await().atMost(PATIENCE).until(() -> attentive.pictures.size() == publisher.sent() && other.pictures.size() == publisher.sent());

      for (Reader reader : List.of(attentive, other)) {
        assertThat(reader.gaps).isZero();
        assertThat(reader.pictures).isSorted().doesNotHaveDuplicates();
        assertThat(reader.largestDelay).as("ms a picture took to one who reads").isLessThan(1_000);
      }
      assertThat(slow.firstAfterTheGap % PICTURES_BETWEEN_KEYFRAMES).as("the picture after the gap is a keyframe").isZero();
      assertThat(slow.firstAfterTheGap).isGreaterThan(slow.lastBeforeTheGap + 1);
      assertThat(slow.text()).contains("\"seq\":" + said).contains("Nobody loses what was said");
    }
  }

  /** Publishes one picture every ten milliseconds. */
  private static final class Publisher implements WebSocket.Listener, AutoCloseable {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final WebSocket socket;
    private final int track = 1;
    private volatile int sent;

    Publisher(int port, String cookie, Lecture lecture) {
      socket = HTTP.newWebSocketBuilder().subprotocols("lectern.tracks.v1").header("Cookie", cookie)
          .buildAsync(URI.create("ws://localhost:%d/lectures/%s/tracks".formatted(port, lecture.id())), this).join();
      long now = micros();
      socket.sendText("{\"type\":\"hello\",\"now\":%d,\"unfinished\":[]}".formatted(now), true).join();
      socket.sendText("{\"type\":\"open\",\"ref\":1,\"kind\":\"camera\",\"codec\":\"vp09.00.31.08\",\"width\":640,\"height\":360,\"channels\":0,\"frameDuration\":0,\"description\":\"\"}", true).join();
      opened.orTimeout(20, TimeUnit.SECONDS).join();
    }

    void begin() {
      clock.scheduleAtFixedRate(this::send, 0, 10, TimeUnit.MILLISECONDS);
    }

    private void send() {
      boolean isKeyframe = sent % PICTURES_BETWEEN_KEYFRAMES == 0;
      ByteBuffer frame = ByteBuffer.allocate(16 + BYTES_OF_A_PICTURE)
          .put((byte) 0x11).put((byte) track).put((byte) (isKeyframe ? 1 : 0)).put((byte) 0).putInt(sent).putLong(micros());
      socket.sendBinary(frame.clear(), true).join();
      sent++;
    }

    int sent() {
      return sent;
    }

    void stop() throws InterruptedException {
      clock.shutdown();
      assertThat(clock.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      if (data.toString().contains("\"opened\"")) {
        opened.complete(null);
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public void close() {
      clock.shutdownNow();
      socket.abort();
    }
  }

  /** Reads everything at once and counts. */
  private static final class Reader implements WebSocket.Listener {

    final List<Long> pictures = new CopyOnWriteArrayList<>();
    volatile int gaps;
    volatile long largestDelay;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final CompletableFuture<Void> welcome = new CompletableFuture<>();

    void open(int port, String cookie, Lecture lecture) {
      HTTP.newWebSocketBuilder().subprotocols("lectern.v1").header("Cookie", cookie)
          .buildAsync(URI.create("ws://localhost:%d/lectures/%s/socket".formatted(port, lecture.id())), this).join()
          .sendText(HELLO, true).join();
      welcome.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      welcome.complete(null);
      webSocket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      partial.writeBytes(bytes);
      if (last) {
        ByteBuffer message = ByteBuffer.wrap(partial.toByteArray());
        partial.reset();
        while (message.hasRemaining()) {
          take(next(message));
        }
      }
      webSocket.request(1);
      return null;
    }

    private void take(ByteBuffer frame) {
      int kind = frame.get(0) & 15;
      if (kind == 2) {
        gaps++;
      } else if (kind == 1) {
        pictures.add((long) frame.getInt(4));
        largestDelay = Math.max(largestDelay, (micros() - frame.getLong(8)) / 1_000);
      }
    }
  }

  /** Says hello over a plain socket, and then does not read. */
  private static final class StalledReader implements AutoCloseable {

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final StringBuilder text = new StringBuilder();
    long lastBeforeTheGap = -1;
    long firstAfterTheGap = -1;
    private boolean gapTold;

    StalledReader(int port, String cookie, Lecture lecture) throws IOException {
      socket.setReceiveBufferSize(16_384);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.getOutputStream().write(
          """
          GET /lectures/%s/socket HTTP/1.1\r
          Host: localhost:%d\r
          Upgrade: websocket\r
          Connection: Upgrade\r
          Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Protocol: lectern.v1\r
          Cookie: %s\r
          \r
          """.formatted(lecture.id(), port, cookie).getBytes(StandardCharsets.ISO_8859_1));
      in = new DataInputStream(socket.getInputStream());
      for (int line = 1; line > 0; ) {
        line = readLine().length();
      }
      socket.getOutputStream().write(masked(HELLO));
    }

    void readUntilAPictureAfterAGap() throws IOException {
      while (firstAfterTheGap < 0) {
        readMessage();
      }
    }

    String text() {
      return text.toString();
    }

    private void readMessage() throws IOException {
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      int opcode = 0;
      boolean last;
      do {
        int first = in.readUnsignedByte();
        last = (first & 0x80) != 0;
        opcode = (first & 15) != 0 ? first & 15 : opcode;
        long length = in.readUnsignedByte();
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        message.writeBytes(in.readNBytes((int) length));
      } while (!last);
      if (opcode == 1) {
        text.append(message.toString(StandardCharsets.UTF_8));
      } else if (opcode == 2) {
        ByteBuffer frames = ByteBuffer.wrap(message.toByteArray());
        while (frames.hasRemaining()) {
          take(next(frames));
        }
      }
    }

    private void take(ByteBuffer frame) {
      int kind = frame.get(0) & 15;
      if (kind == 2) {
        gapTold = true;
      } else if (kind == 1 && gapTold && firstAfterTheGap < 0) {
        firstAfterTheGap = frame.getInt(4);
      } else if (kind == 1 && !gapTold) {
        lastBeforeTheGap = frame.getInt(4);
      }
    }

    private String readLine() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next; (next = in.readUnsignedByte()) != '\n'; ) {
        if (next != '\r') {
          line.append((char) next);
        }
      }
      return line.toString();
    }

    /** A short text message with a mask of zeros. */
    private static byte[] masked(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(6 + bytes.length).put((byte) 0x81).put((byte) (0x80 | bytes.length)).putInt(0).put(bytes).array();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static ByteBuffer next(ByteBuffer message) {
    int length = message.getInt();
    ByteBuffer frame = message.slice(message.position(), length);
    message.position(message.position() + length);
    return frame;
  }

  private static long micros() {
    return System.currentTimeMillis() * 1_000;
  }
}
