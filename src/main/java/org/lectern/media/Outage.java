package org.lectern.media;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the bucket answers. While it does not, it is asked after pauses that grow, whoever asks, so that neither it nor who waits is
 * worn out; in between everybody is told at once.
 */
final class Outage {

  private static final Logger log = LoggerFactory.getLogger(Outage.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** @param number in the log */
  record Now(String number, String why) {}

  private final LongSupplier nanos;
  private @Nullable Now now;
  private Duration pause = FIRST_PAUSE;
  private long failedAt;
  private long failures;
  private boolean ended;
  private @Nullable String slowNumber;
  private long slowAt;

  /** @param nanos a clock that only goes forward */
  Outage(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized Optional<Now> now() {
    return Optional.ofNullable(now);
  }

  synchronized long failures() {
    return failures;
  }

  /** @throws BucketAwayException while it is not worth asking */
  synchronized void check() {
    if (now != null && !left().isZero()) {
      throw away(now);
    }
  }

  /** How long it is until it is asked again. */
  synchronized Duration left() {
    Duration left = now == null ? Duration.ZERO : pause.minusNanos(nanos.getAsLong() - failedAt);
    return left.isNegative() ? Duration.ZERO : left;
  }

  synchronized void answered() {
    if (now != null) {
      log.info("{} The bucket answers again", now.number());
      now = null;
    }
  }

  /** @param began when it was asked; several who asked at the same time were told the same and make the pause no longer */
  synchronized BucketAwayException failed(long began, String why) {
    failures++;
    if (ended) {
      return new BucketAwayException(number(), 1, why);
    }
    if (now == null) {
      note(new Now(number(), why), FIRST_PAUSE);
    } else if (began - failedAt > 0) {
      Duration twice = pause.multipliedBy(2);
      note(new Now(now.number(), why), twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE);
    }
    return away(now);
  }

  /** It answers, and not soon enough for somebody who waits. A line a minute says so. */
  synchronized BucketAwayException slow(String why) {
    if (slowNumber == null || nanos.getAsLong() - slowAt > LONGEST_PAUSE.toNanos()) {
      slowNumber = number();
      slowAt = nanos.getAsLong();
      log.warn("{} {}", slowNumber, why);
    }
    return new BucketAwayException(slowNumber, FIRST_PAUSE.toSeconds(), why);
  }

  /** What fails from now on fails because we end. */
  synchronized void end() {
    ended = true;
  }

  private void note(Now outage, Duration next) {
    log.warn("{} {}. Asked again in {} s; until then what is not on this machine cannot be replayed, and what is recorded stays here",
        outage.number(), outage.why(), next.toSeconds());
    now = outage;
    pause = next;
    failedAt = nanos.getAsLong();
  }

  private BucketAwayException away(Now outage) {
    return new BucketAwayException(outage.number(), Math.max(1, left().plusMillis(999).toSeconds()), outage.why());
  }

  static String number() {
    return HexFormat.of().withUpperCase().toHexDigits((short) ThreadLocalRandom.current().nextInt());
  }
}
