package org.lectern.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code src/bench/c}, compiled by the machine's C compiler and run: cheap enough to leave the processors to the server. */
final class LoadGenerator {

  private static final Path SOURCES = Path.of("src/bench/c");

  private final Path programs;

  LoadGenerator(Path programs) {
    this.programs = programs;
    compile("load");
    compile("ranges");
    compile("broadcaster");
    compile("link");
  }

  private void compile(String program) {
    try {
      Files.createDirectories(programs);
      int status = new ProcessBuilder("cc", "-O2", "-pthread", "-o", programs.resolve(program).toString(),
              SOURCES.resolve(program + ".c").toString())
          .inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("a C compiler named cc is needed");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  Path program(String name) {
    return programs.resolve(name);
  }

  /**
   * The bare broadcaster that everything is compared with.
   *
   * @param how {@code "gather"} for one write of all that came together
   */
  Process broadcaster(int port, String... how) throws IOException {
    List<String> command = new ArrayList<>(List.of(programs.resolve("broadcaster").toString(), Integer.toString(port)));
    command.addAll(List.of(how));
    return new ProcessBuilder(command).inheritIO().start();
  }

  /** @param requests a path and a cookie for each socket */
  Path requests(List<String> requests) {
    try {
      return Files.write(Files.createTempFile(programs, "requests", ".txt"), requests);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static String request(String path, String cookie) {
    return path + "\tCookie: " + cookie;
  }

  /** Runs to the end and gives what was measured. */
  Result run(String... arguments) {
    return run(() -> {}, arguments);
  }

  /** @param whileHeld what to look at while idle sockets are held open */
  Result run(Runnable whileHeld, String... arguments) {
    return run("load", whileHeld, arguments);
  }

  /** Reads ranges of this many bytes at random places of a file. */
  Result readRanges(int port, Path requests, long length, int size, int seconds) {
    return run("ranges", () -> {}, Integer.toString(port), requests.toString(), Long.toString(length), Integer.toString(size), Integer.toString(seconds));
  }

  private Result run(String program, Runnable whileHeld, String... arguments) {
    List<String> command = new ArrayList<>(List.of(programs.resolve(program).toString()));
    command.addAll(Arrays.asList(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      Result result = null;
      try (BufferedReader output = process.inputReader()) {
        for (String line; (line = output.readLine()) != null; ) {
          if (line.startsWith("kind=")) {
            result = Result.of(line);
          } else if (line.equals("holding")) {
            whileHeld.run();
            break;
          }
        }
      }
      process.destroy(); // which it needs only when it was holding
      if (!process.waitFor(10, TimeUnit.MINUTES) || result == null) {
        throw new IllegalStateException("nothing was measured by " + command);
      }
      return result;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** One line of figures. */
  record Result(Map<String, String> figures) {

    static Result of(String line) {
      System.out.println(line);
      return new Result(
          Arrays.stream(line.split(" ")).map(pair -> pair.split("=", 2))
              .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (_, last) -> last, LinkedHashMap::new)));
    }

    double number(String name) {
      return Double.parseDouble(figures.get(name));
    }
  }
}
