package org.lectern.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The bus by Redis' PUBLISH. Each node listens on one channel, called by its own number, which other nodes know from the database they
 * share: whoever uses the same Redis without that database hears nothing of it. What gathers for one node within two milliseconds goes
 * out as one message.
 */
@Component("busHealthIndicator")
@ConditionalOnBooleanProperty("lectern.cluster")
@ConditionalOnProperty(SharedBus.ADDRESS)
final class SharedBus implements Bus, SmartLifecycle, HealthIndicator {

  static final String ADDRESS = "spring.data.redis.url";

  private static final Logger log = LoggerFactory.getLogger(SharedBus.class);
  private static final String CHANNEL = "lectern:";

  /** Topic of what the bus itself has to say: who follows what. */
  private static final String OWN = "";

  private static final byte FOLLOWS = 1;
  private static final byte LEAVES = 0;

  /** What waits to be sent, or for Redis to take it. A picture that waited behind more than this would be of no use. */
  private static final int MOST_WAITING = 32 << 20;

  private static final int LARGEST_MESSAGE = 256 << 10;
  private static final long GATHER_NANOS = 2_000_000;
  private static final long BETWEEN_TRIES_MILLIS = 500;

  /** A Redis that is started anew, or handed over to its replica, is gone for so long and nobody need be told. */
  private static final long OVERLOOKED = Duration.ofSeconds(2).toNanos();

  private final Nodes nodes;
  private final LettuceConnectionFactory redis;
  private final Counter messages;
  private final Counter bytes;
  private final Counter lost;
  private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
  private final Set<Subject> followed = ConcurrentHashMap.newKeySet();
  private final Followers followers = new Followers();
  private final BlockingQueue<Parcel> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger waitingBytes = new AtomicInteger();
  private volatile @Nullable RedisLine line;
  private volatile long lostAt = System.nanoTime();
  private volatile @Nullable String whyLost;
  private volatile boolean running;
  private @Nullable Thread holding;
  private @Nullable Thread sending;

  SharedBus(Nodes nodes, LettuceConnectionFactory redis, MeterRegistry meters) {
    this.nodes = nodes;
    this.redis = redis;
    this.messages = Counter.builder("lectern.bus.messages").description("Messages to other nodes").register(meters);
    this.bytes = Counter.builder("lectern.bus.bytes").description("Bytes to other nodes").baseUnit("bytes").register(meters);
    this.lost = Counter.builder("lectern.bus.lost").description("Pieces for other nodes that could not be sent").register(meters);
  }

  @Override
  public boolean isThere() {
    return line != null || System.nanoTime() - lostAt < OVERLOOKED || nodes.known().isEmpty();
  }

  @Override
  public void send(Collection<UUID> to, String topic, long id, byte[] message) {
    if (to.isEmpty()) {
      return;
    }
    RedisLine now = line;
    if (now == null || waitingBytes.get() + now.unanswered() > MOST_WAITING) {
      lost.increment();
      return;
    }
    Parcel parcel = Parcel.of(to, new Subject(topic, id), message);
    waitingBytes.addAndGet(parcel.bytes().length);
    waiting.add(parcel);
  }

  @Override
  public void listen(String topic, Listener listener) {
    listeners.put(topic, listener);
  }

  @Override
  public void follow(String topic, long id) {
    Subject subject = new Subject(topic, id);
    if (followed.add(subject)) {
      announce(FOLLOWS, Set.of(subject));
    }
  }

  @Override
  public void leave(String topic, long id) {
    Subject subject = new Subject(topic, id);
    if (followed.remove(subject)) {
      announce(LEAVES, Set.of(subject));
    }
  }

  @Override
  public Set<UUID> followers(String topic, long id) {
    return followers.of(new Subject(topic, id));
  }

  /** What this node follows is said again, for those who were not there or could not hear. */
  @Scheduled(fixedRate = 1000)
  void beat() {
    announce(FOLLOWS, followed);
    followers.forgetSilent(System.nanoTime());
  }

  private void announce(byte what, Set<Subject> subjects) {
    subjects.stream()
        .collect(Collectors.groupingBy(Subject::topic, Collectors.mapping(Subject::id, Collectors.toList())))
        .forEach((topic, ids) -> send(nodes.known(), OWN, 0, announcement(what, topic, ids)));
  }

  private static byte[] announcement(byte what, String topic, List<Long> ids) {
    byte[] name = topic.getBytes(US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(2 + name.length + ids.size() * Long.BYTES).put(what).put((byte) name.length).put(name);
    ids.forEach(bytes::putLong);
    return bytes.array();
  }

  private void hearAnnouncement(UUID from, ByteBuffer message) {
    byte what = message.get();
    byte[] topic = new byte[message.get()];
    message.get(topic);
    while (message.hasRemaining()) {
      Subject subject = new Subject(new String(topic, US_ASCII), message.getLong());
      if (what == LEAVES) {
        followers.leaves(from, subject);
      } else if (followers.follows(from, subject, System.nanoTime()) && listeners.get(subject.topic()) instanceof Listener listener) {
        listener.follows(from, subject.id());
      }
    }
  }

  private void hear(byte[] message) {
    try {
      Parcel.read(message, this::hear);
    } catch (RuntimeException malformed) {
      log.error("What another node sent could not be read", malformed);
    }
  }

  private void hear(UUID from, Parcel.Opened parcel) {
    try {
      if (parcel.subject().topic().equals(OWN)) {
        hearAnnouncement(from, parcel.message());
      } else if (listeners.get(parcel.subject().topic()) instanceof Listener listener) { // a newer version may speak of what this one does not know
        listener.heard(from, parcel.subject().id(), parcel.message());
      }
    } catch (RuntimeException unexpected) {
      log.error("What another node sent could not be followed", unexpected);
    }
  }

  @Override
  public void start() {
    running = true;
    holding = Thread.ofVirtual().name("bus-line").start(this::holdALine);
    sending = Thread.ofPlatform().daemon().name("bus-out").start(this::sendAll);
  }

  private void holdALine() {
    while (running) {
      try (RedisLine opened = RedisLine.open(redis.getRequiredNativeClient(), channel(nodes.me()), this::hear)) {
        log.info("Picture, sound and signals go between nodes");
        line = opened;
        whyLost = null;
        beat();
        opened.holdWhile(() -> running);
      } catch (RuntimeException broken) {
        tellThatItRests(broken);
      }
      pause();
    }
  }

  private void tellThatItRests(RuntimeException why) {
    if (whyLost == null && running) {
      log.warn("Picture, sound and signals between nodes rest: {}", why.getMessage());
    }
    if (line != null) {
      lostAt = System.nanoTime();
    }
    whyLost = String.valueOf(why.getMessage());
    line = null;
  }

  /** Sends at once, unless it has just sent: what comes close behind goes together. A timer for each frame would cost more than sending it. */
  private void sendAll() {
    List<Parcel> gathered = new ArrayList<>();
    long sentAt = System.nanoTime();
    try {
      while (true) {
        gathered.add(waiting.take());
        LockSupport.parkNanos(sentAt + GATHER_NANOS - System.nanoTime());
        waiting.drainTo(gathered);
        sendTo(gathered);
        gathered.forEach(parcel -> waitingBytes.addAndGet(-parcel.bytes().length));
        gathered.clear();
        sentAt = System.nanoTime();
      }
    } catch (InterruptedException stopping) {
      // what is left is worth nothing any more
    }
  }

  private void sendTo(List<Parcel> parcels) {
    Map<UUID, List<Parcel>> byNode = new HashMap<>();
    parcels.forEach(parcel -> parcel.to().forEach(node -> byNode.computeIfAbsent(node, _ -> new ArrayList<>()).add(parcel)));
    byNode.forEach((node, theirs) -> Parcel.messages(nodes.me(), theirs, LARGEST_MESSAGE).forEach(message -> publish(node, message)));
  }

  private void publish(UUID node, byte[] message) {
    RedisLine now = line;
    if (now == null) {
      lost.increment();
      return;
    }
    messages.increment();
    bytes.increment(message.length);
    try {
      now.publish(channel(node), message).exceptionally(_ -> {
        lost.increment();
        return 0L;
      });
    } catch (RuntimeException closed) {
      lost.increment();
    }
  }

  private static String channel(UUID node) {
    return CHANNEL + node;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Health health() {
    if (line != null) {
      return Health.up().withDetail("lost", (long) lost.count()).build();
    }
    return Health.down()
        .withDetail("rests", "picture, sound and pointers stay on their node")
        .withDetail("error", String.valueOf(whyLost))
        .withDetail("seconds", Duration.ofNanos(System.nanoTime() - lostAt).toSeconds())
        .build();
  }

  @Override
  public void stop() {
    running = false;
    line = null;
    for (Thread thread : new Thread[] {holding, sending}) {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the client of Redis and before the server: who comes in is followed at once. */
  @Override
  public int getPhase() {
    return 1;
  }
}
