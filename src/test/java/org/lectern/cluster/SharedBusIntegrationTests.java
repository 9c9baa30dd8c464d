package org.lectern.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.support.Line;
import org.lectern.support.Redis;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Nodes that hear each other through a Redis, without the rest of Lectern. */
class SharedBusIntegrationTests {

  private final List<Node> running = new ArrayList<>();
  private final Set<UUID> known = ConcurrentHashMap.newKeySet();
  private Redis redis;
  private Line line;
  private Node one;
  private Node two;

  @BeforeEach
  void twoNodes() throws IOException {
    redis = Redis.start();
    line = new Line(redis.port());
    one = new Node(redis.url());
    two = new Node("redis://127.0.0.1:" + line.port());
  }

  @AfterEach
  void allStop() throws IOException {
    running.forEach(Node::stop);
    line.close();
    redis.close();
  }

  @Test
  void whatIsSaidArrivesInOrderAtThoseWhoFollowAndNowhereElse() {
    Node three = new Node(redis.url());
    two.follows(7);
    one.follows(7);
    await().until(() -> one.bus.followers("tracks", 7).equals(Set.of(two.me())));
    IntStream.range(0, 1_000).forEach(i -> one.bus.say("tracks", 7, bytes("frame " + i)));
    await().until(() -> two.heard.size() == 1_000);
    assertThat(two.heard).containsExactlyElementsOf(IntStream.range(0, 1_000).mapToObj(i -> "7 frame " + i).toList());
    assertThat(one.heard).isEmpty();
    assertThat(three.heard).isEmpty();
  }

  @Test
  void whoLeavesIsSentNothingMore() {
    two.follows(7);
    await().until(() -> !one.bus.followers("tracks", 7).isEmpty());
    two.bus.leave("tracks", 7);
    await().until(() -> one.bus.followers("tracks", 7).isEmpty());
    one.bus.say("tracks", 7, bytes("too late"));
    one.bus.send(Set.of(two.me()), "tracks", 7, bytes("to you"));
    await().until(() -> two.heard.contains("7 to you"));
    assertThat(two.heard).hasSize(1);
  }

  @Test
  void withoutRedisNobodyWaitsAndWhenItIsBackEverythingGoesOn() {
    two.follows(7);
    await().until(() -> !one.bus.followers("tracks", 7).isEmpty());
    redis.kill();
    await().until(() -> one.bus.health().getStatus().equals(Status.DOWN) && !one.bus.isThere());
    long begun = System.nanoTime();
    IntStream.range(0, 10_000).forEach(_ -> one.bus.send(Set.of(two.me()), "tracks", 7, new byte[1_000]));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("ten thousand frames").isLessThan(Duration.ofSeconds(1));

    await().until(() -> one.bus.followers("tracks", 7).isEmpty());
    redis.restart();
    await().until(() -> one.bus.health().getStatus().equals(Status.UP) && one.bus.isThere());
    await().until(() -> {
      one.bus.say("tracks", 7, bytes("again"));
      return two.heard.contains("7 again");
    });
    assertThat(one.began).as("followed anew").hasSize(2);
  }

  @Test
  void aLineThatTakesEverythingAndBringsNothingIsNoticedAndLeft() {
    one.follows(7);
    await().until(() -> !two.bus.followers("tracks", 7).isEmpty());
    line.stall();
    for (int i = 0; i < 100; i++) {
      two.bus.send(Set.of(one.me()), "tracks", 7, new byte[1 << 20]); // more than may wait
    }
    await().until(() -> two.bus.health().getStatus().equals(Status.DOWN));
    line.mend();
    await().until(() -> {
      two.bus.say("tracks", 7, bytes("again"));
      return one.heard.contains("7 again");
    });
  }

  @Test
  void aNodeThatStartsWithoutARedisFindsItLater() {
    redis.kill();
    Node three = new Node(redis.url());
    await().until(() -> three.bus.health().getDetails().containsKey("error"));
    redis.restart();
    await().until(() -> three.bus.health().getStatus().equals(Status.UP));
  }

  @Test
  void nothingOfRedisIsThereUnlessThereAreSeveralNodesAndAnAddress() {
    ApplicationContextRunner start = new ApplicationContextRunner().withUserConfiguration(RedisConnection.class);
    start.withPropertyValues("spring.data.redis.url=" + redis.url()).run(context -> assertThat(context).doesNotHaveBean(LettuceConnectionFactory.class));
    start.withPropertyValues("lectern.cluster=true").run(context -> assertThat(context).doesNotHaveBean(LettuceConnectionFactory.class));
    start.withPropertyValues("lectern.cluster=true", "spring.data.redis.url=" + redis.url()).run(context -> assertThat(context).hasSingleBean(LettuceConnectionFactory.class));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private final class Node implements Nodes, Bus.Listener {
    private final UUID me = UUID.randomUUID();
    private final AnnotationConfigApplicationContext client = new AnnotationConfigApplicationContext();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Long> began = new CopyOnWriteArrayList<>();
    private final SharedBus bus;
    private volatile boolean beats = true;

    Node(String url) {
      client.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", Map.of("lectern.cluster", "true", "spring.data.redis.url", url)));
      client.register(RedisConnection.class);
      client.refresh();
      known.add(me);
      bus = new SharedBus(this, client.getBean(LettuceConnectionFactory.class), new SimpleMeterRegistry());
      bus.listen("tracks", this);
      bus.start();
      running.add(this);
      Thread.ofVirtual().start(this::beatAlways);
    }

    private void beatAlways() {
      try {
        while (beats) {
          bus.beat();
          Thread.sleep(1_000); // as the application's clock does
        }
      } catch (InterruptedException over) {
        Thread.currentThread().interrupt();
      }
    }

    void follows(long lecture) {
      bus.follow("tracks", lecture);
    }

    void stop() {
      beats = false;
      bus.stop();
      client.close();
    }

    @Override
    public void heard(UUID from, long id, ByteBuffer message) {
      heard.add(id + " " + StandardCharsets.UTF_8.decode(message));
    }

    @Override
    public void follows(UUID node, long id) {
      began.add(id);
    }

    @Override
    public UUID me() {
      return me;
    }

    @Override
    public Set<UUID> known() {
      Set<UUID> others = new HashSet<>(known);
      others.remove(me);
      return others;
    }

    @Override
    public boolean isAlone() {
      return false;
    }

    @Override
    public boolean isFirst() {
      return false;
    }

    @Override
    public int others() {
      return known().size();
    }

    @Override
    public boolean isGone(UUID node) {
      return false;
    }

    @Override
    public Set<UUID> gone() {
      return Set.of();
    }
  }
}
