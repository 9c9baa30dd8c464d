package org.lectern.cluster;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Several nodes without a Redis: entries go from one to the others, picture and sound do not. */
@Component("busHealthIndicator")
@ConditionalOnBooleanProperty("lectern.cluster")
@ConditionalOnProperty(name = SharedBus.ADDRESS, havingValue = "\0none", matchIfMissing = true) // when absent
final class Unshared implements Bus, HealthIndicator {

  private final Nodes nodes;

  Unshared(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public boolean isThere() {
    return nodes.known().isEmpty();
  }

  @Override
  public void send(Collection<UUID> nodes, String topic, long id, byte[] message) {}

  @Override
  public void listen(String topic, Listener listener) {}

  @Override
  public void follow(String topic, long id) {}

  @Override
  public void leave(String topic, long id) {}

  @Override
  public Set<UUID> followers(String topic, long id) {
    return Set.of();
  }

  /** As it was wanted, so nothing is wrong; but whoever looks may not know what they do without. */
  @Override
  public Health health() {
    return Health.unknown().withDetail("rests", "%s is not set: picture, sound and pointers stay on their node".formatted(SharedBus.ADDRESS)).build();
  }
}
