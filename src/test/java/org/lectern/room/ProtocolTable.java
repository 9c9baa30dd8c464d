package org.lectern.room;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lectern.courses.CourseRole;

/** What {@code protocol.md} tells people who write other clients: read here, so that tests can hold the rules to it. */
final class ProtocolTable {

  private static final Path DOCUMENT = Path.of("src/docs/protocol.md");
  private static final Pattern TYPE = Pattern.compile("`([a-zA-Z.]+)[^`]*`.*");
  private static final Pattern EVENT = Pattern.compile("`([a-z]+\\.[a-zA-Z]+)`");

  private ProtocolTable() {}

  /**
   * @param may a letter or a hyphen for each role, such as {@code IAS-}
   * @param becomes the events named, nothing for a signal
   */
  record Row(String may, String rate, boolean late, List<String> becomes) {

    boolean allows(CourseRole role) {
      return may.contains(role.name().substring(0, 1));
    }
  }

  static Map<String, Row> commands() {
    return rows("| command |", cells -> new Row(cells.get(1), cells.get(2), cells.get(3).equals("late"), events(cells.get(4))));
  }

  static Map<String, Row> signals() {
    return rows("| signal |", cells -> new Row(cells.get(1), cells.get(2), false, List.of()));
  }

  private static Map<String, Row> rows(String heading, Function<List<String>, Row> reader) {
    Map<String, Row> rows = new TreeMap<>();
    lines()
        .dropWhile(line -> !line.startsWith(heading))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|", -1)).map(String::strip).toList())
        .forEach(cells -> rows.put(type(cells.getFirst()), reader.apply(cells)));
    return rows;
  }

  private static String type(String cell) {
    Matcher type = TYPE.matcher(cell);
    if (!type.matches()) {
      throw new AssertionError("No message in: " + cell);
    }
    return type.group(1);
  }

  private static List<String> events(String cell) {
    return EVENT.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  private static Stream<String> lines() {
    try {
      return Files.readAllLines(DOCUMENT).stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
