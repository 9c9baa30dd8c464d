package org.lectern.cluster;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells a node that is cut off from one whose database is away. A database that is away is away for all, and people are best left where
 * they are: they see and hear each other. Where the bus does not answer either, it is this node that was cut off.
 */
@Component
@ConditionalOnBooleanProperty("lectern.cluster")
@ConditionalOnProperty(SharedBus.ADDRESS)
final class Isolation {

  /** The others take this node for gone then. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Isolation.class);

  private final SharedNodes nodes;
  private final Bus bus;
  private final ApplicationEventPublisher events;
  private boolean severed;

  Isolation(SharedNodes nodes, Bus bus, ApplicationEventPublisher events) {
    this.nodes = nodes;
    this.bus = bus;
    this.events = events;
  }

  @Scheduled(fixedRate = 1000)
  void look() {
    boolean now = nodes.sinceLastBeat().compareTo(LONGEST_SILENCE) > 0 && !bus.isThere();
    if (now && !severed) {
      log.warn("This node is cut off from database and bus: its people are asked to come back, which leads them to another");
      events.publishEvent(new Severed());
    }
    severed = now;
  }
}
