package org.lectern;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The embedded database could not be started; carries what it said last. */
final class DatabaseStartException extends RuntimeException {

  private static final int LINES = 10;

  DatabaseStartException(Path output, Exception cause) {
    super("PostgreSQL could not be started: %s%nThe last it said in %s:%n%s".formatted(cause.getMessage(), output, end(output)), cause);
  }

  private static String end(Path output) {
    try {
      List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException nothingThere) {
      return "nothing";
    }
  }
}
