package org.lectern.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Leads each connection to the next of several servers that takes it, as a balancer does that knows nothing of what goes by. */
public final class Balancer implements Closeable {

  private final ServerSocket entrance;
  private final List<Integer> targets;
  private final AtomicInteger next = new AtomicInteger();
  private final int step;
  private final Set<Integer> notReady = ConcurrentHashMap.newKeySet();

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

  /** Leads each connection to the next of those that say twice a second that they are ready, as real balancers do. */
  public static Balancer amongTheReady(List<Integer> targets) throws IOException {
    Balancer balancer = new Balancer(targets, 1);
    targets.forEach(target -> Thread.ofVirtual().start(() -> balancer.askAlways(target)));
    return balancer;
  }

  private void askAlways(int target) {
    URI readiness = URI.create("http://localhost:%d/actuator/health/readiness".formatted(target));
    HttpRequest request = HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(1)).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!entrance.isClosed()) {
        if (isOk(http, request)) {
          notReady.remove(target);
        } else {
          notReady.add(target);
        }
        Thread.sleep(500);
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isOk(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException noAnswer) {
      return false;
    }
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
      int target = targets.get((first + i) % targets.size());
      if (notReady.contains(target)) {
        continue;
      }
      try {
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
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
