package org.lectern.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How often secrets may be tried, from all nodes together. For each name one moment is kept: when all that was tried is forgiven. A try
 * moves it on by its share of the period, and is one too many when that would be farther away than the period.
 */
@Component
class Guessing {

  private static final String TAKE =
      """
      insert into guessing as known (name, full_at) values (?, clock_timestamp() + make_interval(secs => ?))
      on conflict (name) do update set full_at = greatest(known.full_at, clock_timestamp()) + make_interval(secs => ?)
       where greatest(known.full_at, clock_timestamp()) + make_interval(secs => ?) <= clock_timestamp() + make_interval(secs => ?)
      """;

  private static final String WAIT = "select extract(epoch from full_at - clock_timestamp()) from guessing where name = ?";

  private final JdbcTemplate jdbc;

  Guessing(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** So many times in so long, for each name separately. */
  Limit limit(String of, int times, Duration period) {
    return new Limit(of, period.toMillis() / 1000.0 / times, period.toMillis() / 1000.0);
  }

  @Scheduled(fixedRate = 600_000)
  void forgetWhatIsForgiven() {
    jdbc.update("delete from guessing where full_at < clock_timestamp()");
  }

  /** What may be tried of one kind of secret. */
  final class Limit {

    private final String of;
    private final double each;
    private final double period;

    private Limit(String of, double each, double period) {
      this.of = of;
      this.each = each;
      this.period = period;
    }

    /** Counts one try. @return how long to wait when it was one too many */
    Optional<Duration> take(String name) {
      byte[] key = key(name);
      if (jdbc.update(TAKE, key, each, each, each, period) == 1) {
        return Optional.empty();
      }
      double full = jdbc.query(WAIT, row -> row.next() ? row.getDouble(1) : 0, key);
      return Optional.of(Duration.ofMillis((long) Math.max(0, (full + each - period) * 1000)));
    }

    /** Counts one attempt to guess something. */
    void count(String name) {
      take(name).ifPresent(wait -> {
        throw new TooManyAttemptsException(wait);
      });
    }

    /** Starts afresh, after success. */
    void forget(String name) {
      jdbc.update("delete from guessing where name = ?", key(name));
    }

    private byte[] key(String name) {
      try {
        return MessageDigest.getInstance("SHA-256").digest((of + " " + name).getBytes(StandardCharsets.UTF_8));
      } catch (NoSuchAlgorithmException everyJavaHasIt) {
        throw new IllegalStateException(everyJavaHasIt);
      }
    }
  }
}
