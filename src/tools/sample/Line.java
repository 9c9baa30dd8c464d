import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What somebody says, from a second of the lecture on. */
record Line(int second, String speaker, String words) {

  static List<Line> read(Path narration) throws IOException {
    return Files.readAllLines(narration).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t"))
        .map(column -> new Line(Integer.parseInt(column[0]), column[2], column[3]))
        .toList();
  }
}
