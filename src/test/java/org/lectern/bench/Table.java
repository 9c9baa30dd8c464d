package org.lectern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lectern.bench.LoadGenerator.Result;

/** Medians of several rounds, printed and kept in {@code target/bench/results.txt}. */
final class Table {

  private static final Path KEPT = Path.of("target/bench/results.txt");

  private Table() {}

  static double median(List<Result> results, String figure) {
    return median(results, result -> result.number(figure));
  }

  static double median(List<Result> results, ToDoubleFunction<Result> figure) {
    double[] sorted = results.stream().mapToDouble(figure).sorted().toArray();
    return sorted.length % 2 == 1
        ? sorted[sorted.length / 2]
        : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
  }

  /** Lectern's runs beside those of others, and with each the ratio of their CPU in each round. */
  static void compare(String title, List<Result> lectern, Map<String, List<Result>> others) {
    print("%n%s (medians of %d rounds)".formatted(title, lectern.size()));
    print("%-12s %10s %9s %9s %8s %9s %9s %9s %9s %9s %9s %8s".formatted(
        "", "CPU s/M", "items/s", "msgs/s", "miss %", "text p50", "p95", "p99 ms", "media p50", "p95", "p99 ms", "RSS MB"));
    row("Lectern", lectern);
    others.forEach((name, results) -> {
      row(name, results);
      ratio(lectern, results, "cpu_s_per_M");
    });
  }

  static void ratio(List<Result> lectern, List<Result> other, String figure) {
    double[] ratios = IntStream.range(0, lectern.size())
        .mapToDouble(i -> lectern.get(i).number(figure) / other.get(i).number(figure)).sorted().toArray();
    print("  ratio      %10.2f   (%.2f to %.2f)".formatted(
        median(lectern, figure) / median(other, figure), ratios[0], ratios[ratios.length - 1]));
  }

  private static void row(String name, List<Result> results) {
    print("%-12s %10.3f %9.0f %9.0f %8.3f %9.1f %9.1f %9.1f %9.1f %9.1f %9.1f %8.0f".formatted(
        name, median(results, "cpu_s_per_M"), median(results, "items_per_s"), median(results, "messages_per_s"),
        median(results, "missing_pct"), millis(results, "text_p50_us"), millis(results, "text_p95_us"), millis(results, "text_p99_us"),
        millis(results, "media_p50_us"), millis(results, "media_p95_us"), millis(results, "media_p99_us"), median(results, "rss_mb")));
  }

  private static double millis(List<Result> results, String figure) {
    return median(results, figure) / 1000;
  }

  static void print(String format, Object... arguments) {
    String line = arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
    System.out.println(line);
    try {
      Files.createDirectories(KEPT.getParent());
      Files.writeString(KEPT, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
