package org.lectern.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A network between a browser and the server that can be cut and mended. */
public final class Line implements Closeable {

  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final LongAdder carried = new LongAdder();
  private volatile long last = Long.MAX_VALUE;
  private volatile boolean cut;
  private volatile boolean stalled;

  public Line(int target) throws IOException {
    this.target = target;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** The port that leads to the server. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** Breaks every connection and lets no new one through. */
  public void cut() {
    cut = true;
    sockets.forEach(Line::hangUp);
  }

  /** Takes what is sent and brings nothing of it, as a network does that was cut without a word. */
  public void stall() {
    stalled = true;
  }

  /** Breaks them in the middle of something, when so many bytes more went through. */
  public void cutAfter(long bytes) {
    last = carried() + bytes;
  }

  public void mend() {
    last = Long.MAX_VALUE;
    cut = false;
    stalled = false;
  }

  /** How many bytes went through, in both directions. */
  public long carried() {
    return carried.sum();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = entrance.accept();
        if (cut) {
          hangUp(near);
        } else {
          connect(near);
        }
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void connect(Socket near) throws IOException {
    Socket far;
    try {
      far = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException nobodyThere) {
      hangUp(near);
      return;
    }
    near.setTcpNoDelay(true);
    far.setTcpNoDelay(true);
    sockets.add(near);
    sockets.add(far);
    Thread.ofVirtual().start(() -> pour(near, far));
    Thread.ofVirtual().start(() -> pour(far, near));
  }

  private void pour(Socket from, Socket to) {
    try (from; to; InputStream in = from.getInputStream()) {
      byte[] buffer = new byte[1 << 14];
      for (int read; (read = in.read(buffer)) > 0; carried.add(read)) {
        if (!stalled) {
          to.getOutputStream().write(buffer, 0, read);
        }
        if (carried.sum() > last) {
          cut();
        }
      }
    } catch (IOException broken) {
      // that is what it is for
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // as wanted
    }
  }

  @Override
  public void close() throws IOException {
    cut();
    entrance.close();
  }
}
