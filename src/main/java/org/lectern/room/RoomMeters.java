package org.lectern.room;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/** Figures of the live path for whoever operates it; {@code operating.md} lists them. Counted once a message, not once a delivery. */
@Component
class RoomMeters {

  private final MeterRegistry registry;
  private final Counter deliveries;
  private final Counter bytes;
  private final Counter droppedFrames;
  private final Counter shed;
  private final Timer broadcasts;
  private final Timer mediaLag;

  RoomMeters(MeterRegistry registry) {
    this.registry = registry;
    deliveries = Counter.builder("lectern.room.deliveries").description("Items and frames handed to readers").register(registry);
    bytes = Counter.builder("lectern.room.bytes").baseUnit("bytes").description("Bytes handed to readers").register(registry);
    droppedFrames =
        Counter.builder("lectern.media.dropped").description("Frames left out for readers that were behind").register(registry);
    shed = Counter.builder("lectern.room.shed").description("Signals left out because a room had too much to send").register(registry);
    broadcasts =
        Timer.builder("lectern.room.broadcast").description("From encoding a message to having written it to everyone who could take it")
            .publishPercentileHistogram().register(registry);
    for (CloseCode code : CloseCode.values()) {
      closed(code.because("").getCode()); // so that each is there before it happens
    }
    mediaLag =
        Timer.builder("lectern.media.lag").description("From a frame's arrival to its being handed to every reader, gathering included")
            .publishPercentileHistogram().register(registry);
  }

  /** @param behind the longest that anything has waited for a reader, in nanoseconds */
  void watch(Supplier<Number> rooms, Supplier<Number> connections, Supplier<Number> people, Supplier<Number> behind) {
    Gauge.builder("lectern.rooms", rooms).description("Rooms that are open here").register(registry);
    Gauge.builder("lectern.room.connections", connections).description("Sockets in rooms").register(registry);
    Gauge.builder("lectern.room.people", people).description("People in rooms; somebody in two rooms counts twice").register(registry);
    TimeGauge.builder("lectern.room.queue.age", behind, TimeUnit.NANOSECONDS)
        .description("The longest that anything now waits for a reader").register(registry);
  }

  void sent(int readers, int items, int bytesEach, long nanos) {
    deliveries.increment((double) readers * items);
    bytes.increment((double) readers * bytesEach);
    broadcasts.record(nanos, TimeUnit.NANOSECONDS);
  }

  void mediaSent(long nanosSinceItCame) {
    mediaLag.record(nanosSinceItCame, TimeUnit.NANOSECONDS);
  }

  void dropped(int frames) {
    droppedFrames.increment(frames);
  }

  void shed() {
    shed.increment();
  }

  void closed(CloseStatus status) {
    closed(status.getCode()).increment();
  }

  private Counter closed(int code) {
    return Counter.builder("lectern.room.closed").description("Sockets closed by this end").tag("code", Integer.toString(code)).register(registry);
  }
}
