package org.lectern.cluster;

import java.time.Duration;
import org.lectern.LecternSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The goodbye of a node while others go on. Before anything is stopped, Spring Boot says that traffic is refused, and waits for whoever
 * hears that: so all is as before while balancers find out, and while people are moved. Where nobody else is here, a stop is as quick as
 * alone.
 */
@Component
@ConditionalOnBooleanProperty("lectern.cluster")
final class Drain {

  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  private final Nodes nodes;
  private final Duration notice;
  private final ApplicationEventPublisher events;
  private boolean hasBeenReady;

  Drain(Nodes nodes, LecternSettings settings, ApplicationEventPublisher events) {
    this.nodes = nodes;
    this.notice = settings.drain();
    this.events = events;
  }

  @EventListener
  void changed(AvailabilityChangeEvent<ReadinessState> readiness) throws InterruptedException {
    if (readiness.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
      hasBeenReady = true;
    } else if (hasBeenReady && nodes.others() > 0) {
      log.info("This node says for {} s that it is not ready, and then moves its people to {} others", notice.toSeconds(), nodes.others());
      Thread.sleep(notice);
      leave();
    }
  }

  private void leave() {
    try {
      events.publishEvent(new Leaving());
    } catch (RuntimeException unexpected) {
      log.error("Not everybody could be moved: those who are left are asked to come back", unexpected);
    }
  }
}
