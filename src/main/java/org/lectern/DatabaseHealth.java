package org.lectern;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers now. One that hangs would let whoever asks hang with it, and a load balancer takes no answer for a slow
 * one; so it has a second. Only one question is under way at a time, however many ask.
 */
@Component("dbHealthIndicator") // stands in for Spring Boot's
final class DatabaseHealth implements HealthIndicator {

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

  private final HealthIndicator database;
  private final Duration patience;
  private CompletableFuture<Health> asked = CompletableFuture.completedFuture(Health.unknown().build());

  @Autowired
  DatabaseHealth(DataSource database) {
    this(new DataSourceHealthIndicator(database), LONGEST_ANSWER);
  }

  DatabaseHealth(HealthIndicator database, Duration patience) {
    this.database = database;
    this.patience = patience;
  }

  @Override
  public Health health() {
    Health noAnswer = Health.down().withDetail("error", "no answer within %d ms".formatted(patience.toMillis())).build();
    return ask().copy().completeOnTimeout(noAnswer, patience.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private synchronized CompletableFuture<Health> ask() {
    if (asked.isDone()) {
      asked = CompletableFuture.supplyAsync(database::health, Thread.ofPlatform().daemon().name("database-health")::start)
          .exceptionally(failure -> Health.down().withException(failure).build());
    }
    return asked;
  }
}
