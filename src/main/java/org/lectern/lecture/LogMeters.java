package org.lectern.lecture;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Figures of the log for whoever operates it; {@code operating.md} lists them. */
final class LogMeters {

  private final Timer commits;
  private final Counter entries;
  private final Counter failures;

  LogMeters(MeterRegistry registry) {
    commits =
        Timer.builder("lectern.log.commit").description("One transaction of a group of appends").publishPercentileHistogram().register(registry);
    entries = Counter.builder("lectern.log.entries").description("Entries made durable").register(registry);
    failures = Counter.builder("lectern.log.failures").description("Appends that could not be made durable").register(registry);
  }

  void committed(int count, long nanos) {
    entries.increment(count);
    commits.record(nanos, TimeUnit.NANOSECONDS);
  }

  void failed() {
    failures.increment();
  }
}
