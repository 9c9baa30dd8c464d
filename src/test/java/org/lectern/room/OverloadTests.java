package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Chat;
import org.lectern.media.Frame;
import org.lectern.media.Frames;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** What goes first when there is too much: signals, who is here, pictures; sound only when it is useless, entries never. */
class OverloadTests {

  private static final Member AMARA = new Member(new UserId(1), "Amara Osei", CourseRole.INSTRUCTOR);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RoomMeters meters = new RoomMeters(registry);
  private final CountDownLatch held = new CountDownLatch(1);
  private final Wire wire = new Wire(_ -> AMARA);
  private final List<String> received = Collections.synchronizedList(new ArrayList<>());
  private int droppedFrames;

  @Test
  void aRoomWithTooMuchToSendLeavesOutHintsAndNoEntry() throws Exception {
    Broadcast broadcast =
        new Broadcast("room", wire, new Roster(Clock.systemUTC(), Instant.now()), 1, () -> 0L, (_, _) -> true, State.EMPTY, List.of(), _ -> awaitRelease(), meters, new Writers());
    broadcast.join(new Connection(AMARA, session(), Set.of(), Instant.EPOCH, meters), 0);
    broadcast.hint(wire.signal(Map.of("type", "pointer", "x", 0.1)));
    IntStream.rangeClosed(1, 300).forEach(seq -> broadcast.entries(List.of(entry(seq)), State.EMPTY));
    assertThat(broadcast.isBusy()).isTrue();
    broadcast.hint(wire.signal(Map.of("type", "pointer", "x", 0.9)));
    held.countDown();

    await().until(() -> received.stream().anyMatch(message -> message.contains("message 300")));
    String all = String.join("", received);
    assertThat(all).contains("\"x\":0.1").doesNotContain("\"x\":0.9");
    IntStream.rangeClosed(1, 300).forEach(seq -> assertThat(all).contains("\"message " + seq + "\""));
    assertThat(registry.get("lectern.room.shed").counter().count()).isEqualTo(1);
    broadcast.close();
  }

  private void awaitRelease() {
    try {
      held.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private WebSocketSession session() throws Exception {
    WebSocketSession session = mock(WebSocketSession.class);
    doAnswer(call -> received.add(((TextMessage) call.getArgument(0)).getPayload())).when(session).sendMessage(any(TextMessage.class));
    return session;
  }

  private static Entry entry(long seq) {
    return new Entry(StateTests.LECTURE, seq, 0, Instant.EPOCH, AMARA.id(), new Chat.Posted("message " + seq, false));
  }

  @Test
  void aReaderThatDoesNotReadMissesMediaAndIsToldOfTheGapWhileItsEntriesWait() {
    Backlog backlog = new Backlog(count -> droppedFrames += count);
    backlog.add(MediaBatch.of(List.of(Frames.init(1, true)), 0));
    for (int sequence = 0; sequence < 200; sequence++) {
      assertThat(backlog.add(MediaBatch.of(List.of(large(sequence, sequence % 100 == 0)), 0))).isTrue();
      assertThat(backlog.add(TextFrame.of(List.of(("{\"seq\":" + sequence + "}").getBytes())))).isTrue();
    }

    List<Outgoing> sent = drain(backlog);
    assertThat(sent.stream().filter(TextFrame.class::isInstance)).hasSize(200);
    assertThat(droppedFrames).isPositive();
    assertThat(mediaFrames(sent)).hasSize(200 - droppedFrames + 1); // and the INIT
    assertThat(backlog.isClear()).isFalse(); // its picture waits for a keyframe

    backlog.add(MediaBatch.of(List.of(large(300, true)), 0));
    assertThat(mediaFrames(drain(backlog))).extracting(Frame::kind).containsExactly(Frame.Kind.GAP, Frame.Kind.MEDIA);
    assertThat(backlog.isClear()).isTrue();
  }

  @Test
  void aReaderThatIsTooFarBehindInEntriesCannotBeCaughtUpHere() {
    Backlog backlog = new Backlog(_ -> {});
    TextFrame large = TextFrame.of(List.of(new byte[64 * 1024]));

    assertThat(IntStream.range(0, Backlog.MOST_TEXT / large.size()).allMatch(_ -> backlog.add(large))).isTrue();
    assertThat(backlog.add(large)).isFalse();
  }

  private static Frame large(int sequence, boolean isKeyframe) {
    return Frames.media(1, sequence, isKeyframe, 60_000);
  }

  private static List<Outgoing> drain(Backlog backlog) {
    List<Outgoing> sent = new ArrayList<>();
    for (Outgoing next; (next = backlog.next(0)) != null; ) {
      sent.add(next);
    }
    return sent;
  }

  private static List<Frame> mediaFrames(List<Outgoing> sent) {
    return sent.stream().filter(MediaBatch.class::isInstance).flatMap(batch -> ((MediaBatch) batch).frames().stream()).toList();
  }
}
