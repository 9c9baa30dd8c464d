package org.lectern.cluster;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** One process and no other: nobody to tell anything. */
@Component
@ConditionalOnBooleanProperty(name = "lectern.cluster", havingValue = false, matchIfMissing = true)
final class Alone implements Nodes, Wakeups, Calls, OneAtATime, Bus {

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
  public int others() {
    return 0;
  }

  @Override
  public Set<UUID> known() {
    return Set.of();
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
  public void listen(String topic, Wakeups.Listener listener) {}

  @Override
  public void say(String what, long whom) {}

  @Override
  public void hear(String what, LongConsumer listener) {}

  @Override
  public void run(String what, Runnable work) {
    work.run();
  }

  @Override
  public boolean isThere() {
    return true; // there is nobody whom it does not reach
  }

  @Override
  public void send(Collection<UUID> nodes, String topic, long id, byte[] message) {}

  @Override
  public void listen(String topic, Bus.Listener listener) {}

  @Override
  public void follow(String topic, long id) {}

  @Override
  public void leave(String topic, long id) {}

  @Override
  public Set<UUID> followers(String topic, long id) {
    return Set.of();
  }
}
