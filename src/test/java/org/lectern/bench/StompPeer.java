package org.lectern.bench;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** {@link StompBroker} in a Java virtual machine of its own. */
final class StompPeer implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofMinutes(1);

  /** Media is declared to be what it is, because as text it would be decoded and encoded again for each who hears it. */
  private static final List<String> SPOKEN = List.of(
      "--hello", "CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,0\n\n^@",
      "--subscribe", "SUBSCRIBE\nid:0\ndestination:/topic/class\n\n^@",
      "--before", "SEND\ndestination:/topic/class\ncontent-length:#\n\n",
      "--before-media", "SEND\ndestination:/topic/class\ncontent-type:application/octet-stream\ncontent-length:#\n\n",
      "--after", "^@",
      "--beat", "\n");

  private final Process process;
  private final int port;

  private StompPeer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static StompPeer start(int port, Path folder, List<String> virtualMachine) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(virtualMachine);
    command.addAll(List.of(
        "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        StompBroker.class.getName(), Integer.toString(port)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("stomp.log").toFile()).start();
    Awaitility.await("STOMP").atMost(LONGEST_START).ignoreExceptions().until(() -> {
      new Socket("localhost", port).close();
      return true;
    });
    return new StompPeer(process, port);
  }

  Peer peer() {
    return new Peer("STOMP", port, process.pid(), true, SPOKEN);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
