package org.lectern.journeys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The wire between a browser and the server. Cut, nothing passes in either direction and nothing is closed: what
 * was sent waits, as on a train in a tunnel. Mended, what waited arrives.
 */
final class Wire implements AutoCloseable {

  private final ServerSocket browsers = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition mended = lock.newCondition();
  private final int server;
  private boolean cut;

  Wire(int server) throws IOException {
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return browsers.getLocalPort();
  }

  void cut() {
    set(true);
  }

  void mend() {
    set(false);
  }

  /** Takes the wire down and puts up another: what was open is gone, what was under way is lost. */
  void replace() {
    open.forEach(Wire::close);
    set(false);
  }

  private void set(boolean isCut) {
    lock.lock();
    try {
      cut = isCut;
      mended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!browsers.isClosed()) {
      try {
        Socket browser = browsers.accept();
        Socket lectern = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(browser);
        open.add(lectern);
        Thread.ofVirtual().start(() -> pass(browser, lectern));
        Thread.ofVirtual().start(() -> pass(lectern, browser));
      } catch (IOException closed) {
        // The test is over, or the server is away; a browser tries again.
      }
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[16_384];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length; (length = in.read(buffer)) >= 0; ) {
        waitUntilMended();
        out.write(buffer, 0, length);
      }
    } catch (IOException | InterruptedException over) {
      // One end went away; closing the other is all there is to do.
    }
  }

  private void waitUntilMended() throws InterruptedException {
    lock.lock();
    try {
      while (cut) {
        mended.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      // All that was wanted.
    }
  }

  @Override
  public void close() throws IOException {
    mend();
    browsers.close();
    open.forEach(Wire::close);
  }
}
