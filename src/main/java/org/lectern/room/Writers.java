package org.lectern.room;

import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Serves the readers of a room: the room's own thread does, and where there are many of them some threads help that all rooms share.
 * Whoever is free takes the next few readers, so a room that nobody helps serves itself.
 */
@Component
class Writers {

  /** Readers taken at a time, some tenths of a millisecond of writing. */
  static final int BATCH = 64;

  private static final int HELPERS = 3;

  private final ThreadPoolExecutor helpers =
      new ThreadPoolExecutor(
          HELPERS,
          HELPERS,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(), // a helper that comes too late to a round finds nothing left to do
          Thread.ofPlatform().daemon().name("writer-", 1).factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /**
   * Returns when everyone was served, once each.
   *
   * @param readers not changed meanwhile, and never looked at afterwards
   * @param service asked once by each thread for what it does to a reader, which must not wait for the reader
   * @return how many of them had not taken yet what was sent to them before
   */
  int serve(List<Connection> readers, Supplier<Consumer<Connection>> service) {
    Round round = new Round(readers, service);
    for (int helper = 0; helper < Math.min(HELPERS, round.batches() - 2); helper++) {
      helpers.execute(round);
    }
    round.run();
    try {
      round.served.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt(); // the caller sees it and stops; helpers finish the batch they have begun
    }
    return round.behind.get();
  }

  private static final class Round implements Runnable {

    private final List<Connection> readers;
    private final int size; // taken at the beginning, because others may join before a late helper looks
    private final Supplier<Consumer<Connection>> service;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger behind = new AtomicInteger();
    private final CountDownLatch served;

    Round(List<Connection> readers, Supplier<Consumer<Connection>> service) {
      this.readers = readers;
      this.size = readers.size();
      this.service = service;
      this.served = new CountDownLatch(batches());
    }

    int batches() {
      return Math.ceilDiv(size, BATCH);
    }

    @Override
    public void run() {
      Consumer<Connection> mine = service.get();
      for (int from = next.getAndAdd(BATCH); from < size; from = next.getAndAdd(BATCH)) {
        try {
          List<Connection> batch = readers.subList(from, Math.min(from + BATCH, size));
          look(batch);
          batch.forEach(mine);
        } finally {
          served.countDown();
        }
      }
    }

    /**
     * Looks at all readers of the batch before it writes to any. The kernel's work for one write drives the next reader's state out of
     * the processor's caches. Looked at together, many are fetched at once, which saves more than the look costs.
     */
    private void look(List<Connection> batch) {
      int late = 0;
      for (Connection reader : batch) {
        late += reader.isUpToDate() ? 0 : 1;
      }
      behind.addAndGet(late);
    }
  }

  @PreDestroy
  void close() {
    helpers.shutdown();
  }
}
