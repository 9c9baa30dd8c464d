package org.lectern.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Leads each connection to the next of several servers that takes it, as a balancer does that knows nothing of what goes by. */
public final class Balancer implements Closeable {

  private final ServerSocket entrance;
  private final List<Integer> targets;
  private final AtomicInteger next = new AtomicInteger();
  private final int step;

  public Balancer(List<Integer> targets) throws IOException {
    this(targets, 1);
  }

  private Balancer(List<Integer> targets, int step) throws IOException {
    this.targets = targets;
    this.step = step;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Leads each connection to the first of these that takes it. */
  public static Balancer inOrder(List<Integer> targets) throws IOException {
    return new Balancer(targets, 0);
  }

  public int port() {
    return entrance.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = entrance.accept();
        Thread.ofVirtual().start(() -> connect(near));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void connect(Socket near) {
    int first = next.getAndAdd(step);
    for (int i = 0; i < targets.size(); i++) {
      try {
        Socket far = new Socket(InetAddress.getLoopbackAddress(), targets.get((first + i) % targets.size()));
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> pour(near, far));
        pour(far, near);
        return;
      } catch (IOException nobodyThere) {
        // the next may be
      }
    }
    hangUp(near);
  }

  private static void pour(Socket from, Socket to) {
    try (from; to; InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException broken) {
      // both ends are closed now, and each side learns of it
    }
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // that is what was wanted
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
