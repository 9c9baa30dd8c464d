package org.lectern.room.websocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that reads from every socket. A thousand students send a thousand heartbeats a second, and to hand each to one of
 * Tomcat's threads and its socket back to Tomcat's selector costs several times what the heartbeat does.
 */
final class ReadLoop implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ReadLoop.class);

  /** A file of the operating system's is only let go when the selector comes round. */
  private static final long LONGEST_SELECT_MILLIS = 1_000;

  private static final int READ_AT_ONCE = 16 * 1024;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(READ_AT_ONCE);
  private final Selector selector;
  private final Queue<FramedSocket> wanted = new ConcurrentLinkedQueue<>();

  ReadLoop() {
    try {
      selector = Selector.open();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.ofPlatform().daemon().name("sockets").start(this::run);
  }

  /** Reads what has come and what will come, until it is paused or over. */
  void read(FramedSocket socket) {
    wanted.add(socket);
    selector.wakeup();
  }

  private void run() {
    while (selector.isOpen()) {
      try {
        selector.select(this::read, LONGEST_SELECT_MILLIS);
        for (FramedSocket next = wanted.poll(); next != null; next = wanted.poll()) {
          begin(next);
        }
      } catch (IOException failure) {
        log.error("Sockets could not be selected", failure);
      } catch (ClosedSelectorException closed) {
        return;
      }
    }
  }

  private void begin(FramedSocket socket) {
    try {
      read(socket.getNativeSession().register(selector, SelectionKey.OP_READ, socket)); // Tomcat may have read some of it
    } catch (ClosedChannelException | CancelledKeyException gone) {
      socket.abort();
    }
  }

  private void read(SelectionKey key) {
    FramedSocket socket = (FramedSocket) key.attachment();
    try {
      switch (socket.read(bytes)) {
        case MORE_WILL_COME -> {}
        case PAUSED -> key.interestOps(0);
        case OVER -> {
          key.cancel();
          socket.abort();
        }
      }
    } catch (IOException | CancelledKeyException | RejectedExecutionException gone) {
      log.debug("A socket broke", gone);
      key.cancel();
      socket.abort();
    } catch (RuntimeException | Error unexpected) { // one bad socket must not silence all
      log.error("A socket could not be read", unexpected);
      key.cancel();
      socket.abort();
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
