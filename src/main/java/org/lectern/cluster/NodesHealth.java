package org.lectern.cluster;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * What this node knows of itself and the others. It is a reason to look when the others have taken it for gone, or it does not hear them;
 * it serves its people all the same, so readiness does not ask.
 */
@Component("nodesHealthIndicator")
@ConditionalOnBooleanProperty("lectern.cluster")
final class NodesHealth implements HealthIndicator {

  /** After so long the others take it for gone. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

  private final SharedNodes nodes;
  private final SharedWakeups wakeups;

  NodesHealth(SharedNodes nodes, SharedWakeups wakeups, MeterRegistry registry) {
    this.nodes = nodes;
    this.wakeups = wakeups;
    Gauge.builder("lectern.nodes", () -> 1 + nodes.others()).description("Nodes that are here, this one included").register(registry);
    Gauge.builder("lectern.node.hears", () -> wakeups.hears() ? 1 : 0)
        .description("1 while the line by which other nodes are heard stands").register(registry);
    TimeGauge.builder("lectern.node.beat.age", () -> nodes.sinceLastBeat().toMillis(), TimeUnit.MILLISECONDS)
        .description("Since the others were last told that this node is here").register(registry);
  }

  @Override
  public Health health() {
    Duration silence = nodes.sinceLastBeat();
    boolean isWell = silence.compareTo(LONGEST_SILENCE) < 0 && wakeups.hears();
    return (isWell ? Health.up() : Health.down())
        .withDetail("node", nodes.me())
        .withDetail("here", 1 + nodes.others())
        .withDetail("first", nodes.isFirst())
        .withDetail("hearsOthers", wakeups.hears())
        .withDetail("lastBeatMillis", silence.toMillis())
        .build();
  }
}
