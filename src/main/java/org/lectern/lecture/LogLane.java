package org.lectern.lecture;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that commits what authors of many lectures write, a group at a time. Each lecture has at most
 * one author in a group: a second would have to see what the first wrote before it is durable.
 */
final class LogLane implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogLane.class);

  /** Bounds how long one transaction holds its locks. */
  private static final int LARGEST_GROUP = 200;

  private final BlockingQueue<LogRequest> queue = new LinkedBlockingQueue<>();
  private final LogTransaction transaction;
  private final BiConsumer<LectureId, List<Entry>> committed;
  private final LogMeters meters;
  private final Thread thread;
  private volatile boolean closed;

  LogLane(String name, LogTransaction transaction, BiConsumer<LectureId, List<Entry>> committed, LogMeters meters) {
    this.meters = meters;
    this.transaction = transaction;
    this.committed = committed;
    this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  void append(LogRequest request) {
    queue.add(request);
    if (closed && queue.remove(request)) {
      request.fail(stopping());
    }
  }

  private void run() {
    Queue<LogRequest> waiting = new ArrayDeque<>();
    while (!closed) {
      try {
        if (waiting.isEmpty()) {
          waiting.add(queue.take());
        }
        queue.drainTo(waiting);
        commit(nextGroup(waiting));
      } catch (InterruptedException stopping) {
        break;
      } catch (RuntimeException unexpected) {
        log.error("A group of entries could not be completed", unexpected);
      }
    }
    queue.drainTo(waiting);
    waiting.forEach(request -> request.fail(stopping()));
  }

  private static IllegalStateException stopping() {
    return new IllegalStateException("Lectern is stopping");
  }

  private static List<LogRequest> nextGroup(Queue<LogRequest> waiting) {
    Map<LectureId, LogRequest> group = new LinkedHashMap<>();
    waiting.removeIf(
        request ->
            group.size() < LARGEST_GROUP && group.putIfAbsent(request.lecture(), request) == null);
    return List.copyOf(group.values());
  }

  private void commit(List<LogRequest> group) {
    List<LogRequest.Outcome> outcomes;
    AppendEvent event = new AppendEvent();
    event.begin();
    long begun = System.nanoTime();
    try {
      outcomes = transaction.commit(group);
    } catch (SQLException | RuntimeException failure) {
      if (group.size() > 1 && !LogTransaction.isAway(failure)) {
        // The others are appended without the one that failed.
        group.forEach(alone -> commit(List.of(alone)));
      } else {
        group.forEach(request -> fail(request, failure));
      }
      return;
    }
    event.lectures = group.size();
    event.entries = outcomes.stream().mapToInt(outcome -> outcome.entries().size()).sum();
    event.commit();
    meters.committed(event.entries, System.nanoTime() - begun);
    outcomes.forEach(this::complete);
  }

  private void fail(LogRequest request, Exception failure) {
    log.warn("Nothing could be appended to lecture {}: {}", request.lecture(), failure.toString());
    meters.failed();
    try {
      request.fail(failure);
    } catch (RuntimeException unexpected) {
      log.error("An author of lecture {} could not be told", request.lecture(), unexpected);
    }
  }

  /** Tells the author first, so that an acknowledgement goes out before the entry. A failure there does not keep others from being told. */
  private void complete(LogRequest.Outcome outcome) {
    try {
      outcome.tellAuthor();
    } catch (RuntimeException unexpected) {
      log.error("An author of lecture {} could not be told", outcome.request().lecture(), unexpected);
    }
    if (outcome.entries().isEmpty()) {
      return;
    }
    try {
      committed.accept(outcome.request().lecture(), outcome.entries());
    } catch (RuntimeException unexpected) {
      log.error("Entries of lecture {} could not be passed on; the next will bring them along", outcome.request().lecture(), unexpected);
    }
  }

  /** Lets the commit under way finish and refuses what has only queued. Its senders keep it. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
