package org.lectern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.support.RoomClient;
import org.lectern.support.RunningServer;

/** Lines that are opened and not used, by the thousand, and a process that may open hardly any files. */
class StrangersBenchmarks {

  private static final int STRANGERS = Integer.getInteger("bench.strangers", 5000);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);
  private static final Duration LONGEST_WAIT_FOR_HELLO = Duration.ofSeconds(10);
  private static final int FILES = 600;

  /** Long enough that what the virtual machine compiles after its start is not what is measured. */
  private static final int HALF_A_MINUTE_OF_MESSAGES = 150;

  @TempDir static Path home;

  @Test
  void thousandsWhoNeverSpeak() throws Exception {
    try (RunningServer server = RunningServer.start(home, List.of("-Xmx1g"))) {
      School school = new School(server.jdbcUrl(), 200);
      long lecture = school.lecture();
      try (RoomClient teacher = RoomClient.join(server.port(), school.instructor(), lecture, 0)) {
        teacher.say("lecture.start", Map.of());
        silentFor(server, school, teacher, lecture, "opened and silent", LONGEST_SILENCE, number -> "");
        silentFor(server, school, teacher, lecture, "silent in the middle of a request", LONGEST_SILENCE, number -> "GET / HTTP/1.1\r\nHost: loc");
        silentFor(server, school, teacher, lecture, "in the room's door without hello", LONGEST_WAIT_FOR_HELLO.plusSeconds(5),
            number -> handshake(server, lecture, school.students().get(number % 200)));
      }
    }
  }

  private interface FirstWords {
    String of(int number);
  }

  private static void silentFor(
      RunningServer server, School school, RoomClient teacher, long lecture, String who, Duration within, FirstWords words) throws Exception {
    long before = residentMegabytes(server);
    List<Socket> strangers = new ArrayList<>();
    long opened = System.nanoTime();
    for (int number = 0; number < STRANGERS; number++) {
      Socket stranger = new Socket();
      stranger.bind(new InetSocketAddress(InetAddress.getByName("127.0.1." + (1 + number / 1000)), 0));
      stranger.connect(new InetSocketAddress("127.0.0.1", server.port()), 20_000);
      stranger.getOutputStream().write(words.of(number).getBytes(StandardCharsets.US_ASCII));
      strangers.add(stranger);
      if (number % 100 == 0) {
        teacher.beat();
      }
    }
    double openMs = (System.nanoTime() - opened) / 1e6;
    long slowest = 0;
    for (int i = 0; i < 20; i++) {
      long said = System.nanoTime();
      teacher.say("chat.post", Map.of("text", "Still among ourselves " + i));
      slowest = Math.max(slowest, System.nanoTime() - said);
    }
    long during = residentMegabytes(server);
    long cameIn = System.nanoTime();
    RoomClient.join(server.port(), school.students().getLast(), lecture, 0).close();
    double joinMs = (System.nanoTime() - cameIn) / 1e6;
    Awaitility.await().atMost(within.plusSeconds(25)).pollInterval(Duration.ofMillis(500)).until(() -> {
      teacher.beat();
      strangers.removeIf(StrangersBenchmarks::wasClosed);
      return strangers.isEmpty();
    });
    Table.print("%n%d %s: opened in %.0f ms, all dropped %.1f s after the first; meanwhile 20 messages, the slowest saved after %.0f ms, one more came in within %.0f ms; "
            + "resident %d MB before, %d MB with them", STRANGERS, who, openMs, (System.nanoTime() - opened) / 1e9, slowest / 1e6, joinMs, before, during);
  }

  private static boolean wasClosed(Socket stranger) {
    try {
      stranger.setSoTimeout(1);
      boolean ended = stranger.getInputStream().read(new byte[1024]) < 0;
      if (ended) {
        stranger.close();
      }
      return ended;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException gone) {
      return true;
    }
  }

  @Test
  void aProcessThatMayOpenHardlyAnyFiles() throws Exception {
    try (RunningServer server = RunningServer.start(home, List.of("-Xmx512m", "-XX:-MaxFDLimit"))) {
      new ProcessBuilder("prlimit", "--pid", Long.toString(server.pid()), "--nofile=" + FILES + ":" + FILES).inheritIO().start().waitFor();
      School school = new School(server.jdbcUrl(), 20);
      long lecture = school.lecture();
      try (RoomClient teacher = RoomClient.join(server.port(), school.instructor(), lecture, 0)) {
        teacher.say("lecture.start", Map.of());
        List<Socket> crowd = crowd(server);
        double cpu = CpuTime.of(server.pid());
        long from = System.nanoTime();
        for (int i = 0; i < HALF_A_MINUTE_OF_MESSAGES; i++) {
          teacher.say("chat.post", Map.of("text", "It goes on " + i));
          Thread.sleep(200);
        }
        double cores = (CpuTime.of(server.pid()) - cpu) / ((System.nanoTime() - from) / 1e9);
        for (Socket one : crowd) {
          one.close();
        }
        long left = System.nanoTime();
        RoomClient.join(server.port(), school.students().getFirst(), lecture, 0).close();
        Table.print("%n%d files for the process, %d lines opened: 150 messages saved meanwhile, %.2f cores used; once they had left, somebody was in after %.0f ms",
            FILES, crowd.size(), cores, (System.nanoTime() - left) / 1e6);
        assertThat(cores).isLessThan(0.3);
      }
    }
  }

  /** As many as get through, and the system's queue full behind them. */
  private static List<Socket> crowd(RunningServer server) throws IOException {
    List<Socket> crowd = new ArrayList<>();
    try {
      while (crowd.size() < 2 * FILES) {
        Socket one = new Socket();
        one.connect(new InetSocketAddress("127.0.0.1", server.port()), 300);
        crowd.add(one);
      }
    } catch (SocketTimeoutException theQueueIsFull) {
      // as it was meant to be
    }
    return crowd;
  }

  private static String handshake(RunningServer server, long lecture, String cookie) {
    return """
        GET /lectures/%d/socket HTTP/1.1
        Host: localhost:%d
        Cookie: %s
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Protocol: lectern.v1
        Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

        """
        .formatted(lecture, server.port(), cookie)
        .replace("\n", "\r\n");
  }

  private static long residentMegabytes(RunningServer server) throws IOException {
    return Files.readAllLines(Path.of("/proc/%d/status".formatted(server.pid()))).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
