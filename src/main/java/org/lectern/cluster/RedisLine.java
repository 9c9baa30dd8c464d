package org.lectern.cluster;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One connection to Redis to send on and one to hear on: who hears much is not kept from sending. */
final class RedisLine implements AutoCloseable {

  private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);
  private static final long BETWEEN_QUESTIONS_MILLIS = 500;
  private static final long LONGEST_ANSWER_MILLIS = 2_000;

  private final StatefulRedisConnection<String, byte[]> out;
  private final StatefulRedisPubSubConnection<String, byte[]> in;

  private final AtomicInteger unanswered = new AtomicInteger();

  private RedisLine(StatefulRedisConnection<String, byte[]> out, StatefulRedisPubSubConnection<String, byte[]> in) {
    this.out = out;
    this.in = in;
  }

  /** Waits until both are there and this channel is heard. */
  static RedisLine open(AbstractRedisClient client, String channel, Consumer<byte[]> listener) {
    RedisClient redis = (RedisClient) client; // an address names one server
    StatefulRedisPubSubConnection<String, byte[]> in = redis.connectPubSub(CODEC);
    in.addListener(new RedisPubSubAdapter<>() {
      @Override
      public void message(String from, byte[] message) {
        listener.accept(message);
      }
    });
    try {
      answered(in.async().subscribe(channel));
      return new RedisLine(redis.connect(CODEC), in);
    } catch (RuntimeException notThere) {
      in.closeAsync();
      throw notThere;
    }
  }

  CompletionStage<Long> publish(String channel, byte[] message) {
    unanswered.addAndGet(message.length);
    return out.async().publish(channel, message).whenComplete((_, _) -> unanswered.addAndGet(-message.length));
  }

  /** How many bytes Redis has not taken yet. */
  int unanswered() {
    return unanswered.get();
  }

  /** Returns when it is not wanted any more. TCP notices a line that was cut after a quarter of an hour; this asks. */
  void holdWhile(BooleanSupplier wanted) {
    while (wanted.getAsBoolean()) {
      answered(out.async().ping());
      answered(in.async().ping());
      pause();
    }
  }

  private static void answered(CompletionStage<?> answer) {
    try {
      answer.toCompletableFuture().orTimeout(LONGEST_ANSWER_MILLIS, TimeUnit.MILLISECONDS).join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RedisException broken ? broken : new RedisException("no answer", failure);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_QUESTIONS_MILLIS);
    } catch (InterruptedException stopping) {
      throw new RedisException(stopping);
    }
  }

  @Override
  public void close() {
    in.closeAsync();
    out.closeAsync();
  }
}
