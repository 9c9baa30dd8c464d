package org.lectern.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.LecternSettings;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Nodes on one database, without the rest of Lectern. */
@LecternTest
class SharedIntegrationTests {

  @Autowired JdbcTemplate jdbc;
  @Autowired JdbcConnectionDetails database;
  @Autowired PlatformTransactionManager transactions;

  private final List<SharedWakeups> running = new ArrayList<>();
  private SharedNodes one;
  private SharedNodes two;
  private volatile boolean beating;

  @BeforeEach
  void twoNodesStartOneAfterTheOther() {
    jdbc.update("delete from node");
    one = new SharedNodes(jdbc);
    two = new SharedNodes(jdbc);
    one.start();
    beating = true;
    Thread.ofVirtual().start(this::beatAlways); // the second to start waits for a sign of life
    two.start();
    beating = false;
  }

  private void beatAlways() {
    while (beating) {
      one.beat();
    }
  }

  @AfterEach
  void theyStop() {
    running.forEach(SharedWakeups::stop);
  }

  @Test
  void theFirstKnowsThatItIsAndNobodyIsGone() {
    one.beat();
    assertThat(one.isFirst()).isTrue();
    assertThat(two.isFirst()).isFalse();
    assertThat(one.gone()).isEmpty();
  }

  @Test
  void whoCameAfterTheLastLookIsNotTakenForGoneAndWhoWentLongAgoIs() {
    SharedNodes three = new SharedNodes(jdbc);
    jdbc.update("insert into node (id, seen_at) values (?, clock_timestamp())", three.me());
    assertThat(one.isGone(three.me())).isFalse();

    silent(three, 6);
    assertThat(one.isGone(three.me())).isTrue();
    jdbc.update("delete from node where id = ?", three.me());
    assertThat(one.isGone(three.me())).isTrue();
  }

  @Test
  void whoSaysGoodbyeIsGoneAtOnceAndWhoIsSilentAfterFiveSeconds() {
    two.stop();
    one.beat();
    assertThat(one.gone()).containsExactly(two.me());

    silent(two, 4);
    jdbc.update("update node set stopped = false");
    one.beat();
    assertThat(one.gone()).isEmpty();
    silent(two, 2);
    one.beat();
    assertThat(one.gone()).containsExactly(two.me());
  }

  @Test
  void whoStartsAfterAllWereKilledAMomentAgoIsTheFirst() {
    SharedNodes three = new SharedNodes(jdbc);
    three.start(); // the rows of the two are fresh, but nobody writes them any more
    assertThat(three.isFirst()).isTrue();
  }

  @Test
  void aWakeupArrivesAtTheOthersAloneAndTheFurthestOfManyIsEnough() {
    Heard atOne = new Heard();
    Heard atTwo = new Heard();
    SharedWakeups from = wakeups(one, atOne);
    wakeups(two, atTwo);
    LongStream.rangeClosed(1, 500).forEach(seq -> from.tell("log", 7, seq));
    LongStream.rangeClosed(1, 2000).forEach(lecture -> from.tell("log", 1_000_000_000 + lecture, 1));
    await().until(() -> atTwo.told.contains("7 500") && atTwo.told.contains("1000002000 1"));
    assertThat(atTwo.told.stream().filter(told -> told.startsWith("7 "))).hasSizeLessThan(100);
    assertThat(atOne.told).isEmpty();
  }

  @Test
  void aLineThatIsCutIsOpenedAgainAndLookedPastMeanwhile() {
    Heard atTwo = new Heard();
    SharedWakeups from = wakeups(one, new Heard());
    wakeups(two, atTwo);
    from.tell("log", 1, 1);
    await().until(() -> atTwo.told.contains("1 1"));
    int before = atTwo.looks;
    jdbc.queryForList("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lectern-wakeups' and datname = current_database()");
    await().until(() -> atTwo.looks > before);
    await().until(() -> {
      from.tell("log", 1, 2);
      return atTwo.told.contains("1 2");
    });
  }

  @Test
  void aCallIsHeardOnceByTheOthersAndOnlyWhenItsReasonCameTrue() {
    List<Long> atOne = new CopyOnWriteArrayList<>();
    List<Long> atTwo = new CopyOnWriteArrayList<>();
    SharedCalls from = calls(one, atOne);
    SharedCalls to = calls(two, atTwo);
    TransactionTemplate transaction = new TransactionTemplate(transactions);
    transaction.executeWithoutResult(status -> {
      from.say("come-back", 1);
      status.setRollbackOnly();
    });
    transaction.executeWithoutResult(_ -> {
      from.say("come-back", 2);
      CompletableFuture.runAsync(to::mayHaveMissed).join(); // not in this transaction, as another node is not
      assertThat(atTwo).as("before the commit").isEmpty();
    });
    from.say("come-back", 3);
    await().until(() -> atTwo.size() == 2);
    to.mayHaveMissed();
    from.mayHaveMissed();
    assertThat(atTwo).containsExactly(2L, 3L);
    assertThat(atOne).isEmpty();
  }

  @Test
  void whatOneDoesTheOtherWaitsForAndNotWhatIsCalledOtherwise() {
    OneAtATime atOne = new SharedOneAtATime(jdbc);
    OneAtATime atTwo = new SharedOneAtATime(jdbc);
    List<String> done = new CopyOnWriteArrayList<>();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch otherDone = new CountDownLatch(1);
    CompletableFuture<Void> first = CompletableFuture.runAsync(() -> atOne.run("this", () -> {
      begun.countDown();
      await().until(() -> otherDone.getCount() == 0);
      done.add("first");
    }));
    await().until(() -> begun.getCount() == 0);
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> atTwo.run("this", () -> done.add("second")));
    atTwo.run("that", () -> done.add("that"));
    otherDone.countDown();
    CompletableFuture.allOf(first, second).join();
    assertThat(done).containsExactly("that", "first", "second");
  }

  @Test
  void anOperatorIsToldWhoIsHereAndWhetherThisNodeHearsThem() {
    SharedWakeups wakeups = wakeups(one, new Heard());
    MeterRegistry figures = new SimpleMeterRegistry();
    NodesHealth health = new NodesHealth(one, wakeups, figures);
    two.beat();
    one.beat();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    assertThat(health.health().getDetails()).containsEntry("node", one.me()).containsEntry("here", 2).containsEntry("hearsOthers", true);
    assertThat(figures.get("lectern.nodes").gauge().value()).isEqualTo(2);
    assertThat(figures.get("lectern.node.beat.age").timeGauge().value(TimeUnit.SECONDS)).isLessThan(5);

    wakeups.stop();
    await().until(() -> health.health().getStatus().equals(Status.DOWN));
    assertThat(figures.get("lectern.node.hears").gauge().value()).isZero();
    two.stop();
    one.beat();
    assertThat(figures.get("lectern.nodes").gauge().value()).isEqualTo(1);
  }

  @Test
  void onlyANodeThatHasServedAndLeavesOthersBehindMovesItsPeople() throws InterruptedException {
    List<Object> left = new ArrayList<>();
    Drain drain = new Drain(one, new LecternSettings(Path.of("."), false, Duration.ZERO), left::add);
    two.beat();
    one.beat();
    drain.changed(new AvailabilityChangeEvent<>(this, ReadinessState.REFUSING_TRAFFIC));
    assertThat(left).as("its start failed").isEmpty();

    drain.changed(new AvailabilityChangeEvent<>(this, ReadinessState.ACCEPTING_TRAFFIC));
    drain.changed(new AvailabilityChangeEvent<>(this, ReadinessState.REFUSING_TRAFFIC));
    assertThat(left).containsExactly(new Leaving());

    two.stop();
    one.beat();
    drain.changed(new AvailabilityChangeEvent<>(this, ReadinessState.REFUSING_TRAFFIC));
    assertThat(left).as("nobody would take them").hasSize(1);
  }

  private void silent(SharedNodes node, int seconds) {
    jdbc.update("update node set seen_at = seen_at - make_interval(secs => ?) where id = ?", seconds, node.me());
  }

  private SharedWakeups wakeups(SharedNodes node, Heard heard) {
    SharedWakeups wakeups = new SharedWakeups(node, jdbc, database);
    wakeups.listen("log", heard);
    wakeups.start();
    running.add(wakeups);
    await().until(() -> heard.looks > 0); // it listens
    return wakeups;
  }

  private SharedCalls calls(SharedNodes node, List<Long> heard) {
    SharedWakeups wakeups = new SharedWakeups(node, jdbc, database);
    SharedCalls calls = new SharedCalls(node, wakeups, jdbc);
    calls.hear("come-back", heard::add);
    wakeups.start();
    running.add(wakeups);
    return calls;
  }

  private static final class Heard implements Wakeups.Listener {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile int looks;

    @Override
    public void told(long id, long number) {
      told.add(id + " " + number);
    }

    @Override
    public void mayHaveMissed() {
      looks++;
    }
  }
}
