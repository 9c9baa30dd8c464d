package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Chat;
import org.lectern.room.websocket.FramedSocket;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** A hall is served by several threads at once, and nobody in it can tell. */
class WritersTests {

  private static final Member AMARA = new Member(new UserId(1), "Amara Osei", CourseRole.STUDENT);
  private static final int HALL = 1_000;
  private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

  private final RoomMeters meters = new RoomMeters(new SimpleMeterRegistry());
  private final Writers writers = new Writers();

  @AfterEach
  void close() {
    writers.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, Writers.BATCH, 2 * Writers.BATCH, 2 * Writers.BATCH + 1, HALL, HALL + 1})
  void everybodyIsServedOnceHoweverManyTheyAre(int people) {
    List<Connection> readers = readers(people);
    Map<Connection, Integer> served = new ConcurrentHashMap<>();

    for (int round = 1; round <= 20; round++) {
      writers.serve(readers, () -> reader -> served.merge(reader, 1, Integer::sum));

      assertThat(served).hasSize(people);
      assertThat(served.values()).allMatch(Integer.valueOf(round)::equals);
    }
  }

  @Test
  void aRoundTellsHowManyHadNotTakenWhatWasSentBefore() {
    List<Connection> readers = IntStream.range(0, HALL).mapToObj(person -> {
      FramedSocket socket = mock(FramedSocket.class, withSettings().stubOnly());
      when(socket.isClear()).thenReturn(person % 10 != 0);
      return connection(socket);
    }).toList();

    assertThat(writers.serve(readers, () -> _ -> {})).isEqualTo(HALL / 10);
  }

  @Test
  void aClassIsServedByItsOwnRoomAlone() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();

    writers.serve(readers(2 * Writers.BATCH), () -> _ -> threads.add(Thread.currentThread()));

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void aHallIsServedBySeveralAtOnce() {
    CountDownLatch two = new CountDownLatch(2);

    writers.serve(readers(HALL), () -> {
      two.countDown();
      return _ -> waitFor(two); // ends only if somebody helps
    });

    assertThat(two.getCount()).isZero();
  }

  @Test
  void aHallWhoseHelpersAreBusyElsewhereServesItself() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Thread elsewhere = everyHelperIsHeld(release);

    AtomicInteger served = new AtomicInteger();
    writers.serve(readers(HALL), () -> _ -> served.incrementAndGet());

    assertThat(served).hasValue(HALL);
    assertThat(elsewhere.isAlive()).isTrue();
    release.countDown();
    elsewhere.join();
  }

  @Test
  void whoComesAfterARoundGetsNothingOfItFromAHelperThatIsLate() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Thread elsewhere = everyHelperIsHeld(release);
    List<Connection> hall = new ArrayList<>(readers(HALL));
    AtomicInteger served = new AtomicInteger();
    writers.serve(hall, () -> _ -> served.incrementAndGet());

    hall.addAll(readers(HALL));
    release.countDown();
    elsewhere.join();
    CountDownLatch all = new CountDownLatch(4);
    writers.serve(readers(HALL), () -> {
      all.countDown();
      return _ -> waitFor(all); // ends when every helper is done with what it came too late for
    });

    assertThat(served).hasValue(HALL);
  }

  @Test
  void aHallServesItselfWhenLecternStops() {
    writers.close();
    AtomicInteger served = new AtomicInteger();

    writers.serve(readers(HALL), () -> _ -> served.incrementAndGet());

    assertThat(served).hasValue(HALL);
  }

  @Test
  void everybodyInAHallHearsEverythingInOrder() throws Exception {
    List<List<Long>> heard = new ArrayList<>();
    Broadcast broadcast = broadcast();
    for (int person = 0; person < HALL; person++) {
      List<Long> seqs = Collections.synchronizedList(new ArrayList<>());
      heard.add(seqs);
      broadcast.join(connection(session(text -> SEQ.matcher(text).results().map(seq -> Long.valueOf(seq.group(1))).forEach(seqs::add))), 0);
    }
    LongStream.rangeClosed(1, 200).forEach(seq -> broadcast.entries(List.of(entry(seq)), State.EMPTY));

    List<Long> everything = LongStream.rangeClosed(0, 200).boxed().toList(); // 0 is what they came in at
    await().untilAsserted(() -> assertThat(heard).allMatch(seqs -> everything.equals(List.copyOf(seqs))));
    broadcast.close();
  }

  @Test
  void whoCannotBeServedIsSentToTheLogAndNobodyElseNotices() throws Exception {
    AtomicInteger heard = new AtomicInteger();
    FramedSocket broken = mock(FramedSocket.class, withSettings().stubOnly());
    doThrow(new IllegalStateException("broken")).when(broken).write(any());
    List<CloseStatus> told = Collections.synchronizedList(new ArrayList<>());
    doAnswer(call -> told.add(call.getArgument(0))).when(broken).close(any());
    Broadcast broadcast = broadcast();
    for (int person = 0; person < HALL; person++) {
      broadcast.join(connection(session(text -> heard.addAndGet(text.contains("message 1") ? 1 : 0))), 0);
      if (person == HALL / 2) {
        broadcast.join(connection(broken), 0);
      }
    }
    broadcast.entries(List.of(entry(1)), State.EMPTY);

    await().until(() -> heard.get() == HALL);
    assertThat(told).extracting(CloseStatus::getCode).containsExactly(CloseCode.COME_BACK.because("").getCode());
    broadcast.close();
  }

  private Thread everyHelperIsHeld(CountDownLatch release) {
    AtomicInteger held = new AtomicInteger();
    Thread elsewhere = Thread.ofVirtual().start(() -> writers.serve(readers(HALL), () -> _ -> {
      held.incrementAndGet();
      waitFor(release);
    }));
    await().until(() -> held.get() == 4); // the other hall's own thread and all who help
    return elsewhere;
  }

  private Broadcast broadcast() {
    return new Broadcast("hall", new Wire(_ -> AMARA), new Roster(Clock.systemUTC(), Instant.now()), HALL, () -> 0L, (_, _) -> true, State.EMPTY, List.of(), _ -> {}, meters, writers);
  }

  private List<Connection> readers(int people) {
    return IntStream.range(0, people).mapToObj(_ -> connection(mock(WebSocketSession.class, withSettings().stubOnly()))).toList();
  }

  private Connection connection(WebSocketSession session) {
    return new Connection(AMARA, session, Set.of(), Instant.EPOCH, meters);
  }

  private static WebSocketSession session(Consumer<String> heard) throws Exception {
    WebSocketSession session = mock(WebSocketSession.class, withSettings().stubOnly());
    doAnswer(call -> {
      heard.accept(((TextMessage) call.getArgument(0)).getPayload());
      return null;
    }).when(session).sendMessage(any(TextMessage.class));
    return session;
  }

  private static Entry entry(long seq) {
    return new Entry(StateTests.LECTURE, seq, 0, Instant.EPOCH, AMARA.id(), new Chat.Posted("message " + seq, false));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
