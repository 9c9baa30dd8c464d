package org.lectern.cluster;

import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** One process and no other: nobody to tell anything. */
@Component
@ConditionalOnBooleanProperty(name = "lectern.cluster", havingValue = false, matchIfMissing = true)
final class Alone implements Nodes, Wakeups, Calls {

  private final UUID me = UUID.randomUUID();

  @Override
  public UUID me() {
    return me;
  }

  @Override
  public boolean isAlone() {
    return true;
  }

  @Override
  public boolean isFirst() {
    return true;
  }

  @Override
  public Set<UUID> gone() {
    return Set.of();
  }

  @Override
  public boolean isGone(UUID node) {
    return !node.equals(me);
  }

  @Override
  public void tell(String topic, long id, long number) {}

  @Override
  public void listen(String topic, Listener listener) {}

  @Override
  public void say(String what, long whom) {}

  @Override
  public void hear(String what, LongConsumer listener) {}
}
