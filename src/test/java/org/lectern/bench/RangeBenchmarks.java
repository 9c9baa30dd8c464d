package org.lectern.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lectern.bench.LoadGenerator.request;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.bench.LoadGenerator.Result;
import org.lectern.support.RunningServer;

/** What ranges of a recording cost the server, and what they cost nginx in turn where that is on the machine. */
class RangeBenchmarks {

  private static final int READERS = 64;
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 6);
  private static final int WARMING_ROUNDS = Integer.getInteger("bench.warming", 4);
  private static final long LENGTH = 200L << 20;

  @TempDir static Path home;

  /** Each reader is a student with a session of their own. */
  @Test
  void rangesOfARecording() throws Exception {
    LoadGenerator generator = new LoadGenerator(Path.of("target/bench"));
    Path finished = home.resolve("media/finished");
    int port = Peers.freePort();
    Optional<NginxPeer> nginx = NginxPeer.start(port, Path.of("target/bench/nginx"), finished);
    try (RunningServer server = RunningServer.start(home, List.of("-Xms1g", "-Xmx2g"))) {
      School school = new School(server.jdbcUrl(), READERS);
      long lecture = school.lecture();
      school.record(lecture, LENGTH);
      fill(finished.resolve("%d/1-0.mp4".formatted(lecture)));
      Path ours = requests(generator, school, "/lectures/%d/media/1-0.mp4".formatted(lecture));
      Path theirs = requests(generator, school, "/media/%d/1-0.mp4".formatted(lecture));
      for (int size : new int[] {256 << 10, 1 << 20}) {
        List<Result> lectern = new ArrayList<>();
        List<Result> beside = new ArrayList<>();
        for (int round = 0; round < WARMING_ROUNDS + ROUNDS; round++) {
          Result one = measure(generator, server.port(), server.pid(), ours, size);
          Optional<Result> other = nginx.map(peer -> measure(generator, port, peer.worker(), theirs, size));
          if (round >= WARMING_ROUNDS) {
            lectern.add(one);
            other.ifPresent(beside::add);
          }
        }
        Table.print("%nranges of %d KB, %d readers (medians of %d rounds)", size >> 10, READERS, ROUNDS);
        print("Lectern", lectern);
        if (!beside.isEmpty()) {
          print("nginx", beside);
          Table.ratio(lectern, beside, "cpu_s_per_GB");
        }
      }
    } finally {
      nginx.ifPresent(NginxPeer::close);
    }
  }

  private static Path requests(LoadGenerator generator, School school, String path) {
    return generator.requests(school.students().stream().map(cookie -> request(path, cookie)).toList());
  }

  private static Result measure(LoadGenerator generator, int port, long pid, Path requests, int size) {
    double before = CpuTime.of(pid);
    Result result = generator.readRanges(port, requests, LENGTH, size, SECONDS);
    double spent = CpuTime.of(pid) - before;
    assertThat(result.number("refused")).isZero();
    Map<String, String> figures = new LinkedHashMap<>(result.figures());
    figures.put("cpu_s_per_GB", Double.toString(spent / (result.number("bytes") / 1e9)));
    figures.put("cpu_ms_each", Double.toString(1000 * spent / result.number("requests")));
    return new Result(figures);
  }

  private static void print(String who, List<Result> results) {
    Table.print("%-12s %.2f CPU s/GB, %.3f ms for each; %.0f MB/s, p50 %.1f ms, p99 %.1f ms", who, Table.median(results, "cpu_s_per_GB"),
        Table.median(results, "cpu_ms_each"), Table.median(results, "MB_s"), Table.median(results, "p50_ms"), Table.median(results, "p99_ms"));
  }

  private static void fill(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (RandomAccessFile recording = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] megabyte = new byte[1 << 20];
      for (long at = 0; at < LENGTH; at += megabyte.length) {
        new Random(at).nextBytes(megabyte);
        recording.write(megabyte);
      }
    }
  }
}
