package org.lectern.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lectern.lecture.LectureId;

/** The files of epochs below a folder of {@link MediaSettings}. */
final class MediaFiles {

  private static final Pattern NAME = Pattern.compile("(\\d{1,18})/(\\d{1,3})-(\\d{1,3})\\.mp4");

  private MediaFiles() {}

  /** Sorted, so that what is done with them is told and tried in the same order. */
  static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files.filter(file -> name(folder.relativize(file)).matches()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EpochId track(Path file) {
    Matcher name = name(file.subpath(file.getNameCount() - 2, file.getNameCount()));
    if (!name.matches()) {
      throw new IllegalArgumentException(file.toString());
    }
    return new EpochId(
        new LectureId(Long.parseLong(name.group(1))), Integer.parseInt(name.group(2)), Integer.parseInt(name.group(3)));
  }

  private static Matcher name(Path file) {
    return NAME.matcher(file.toString().replace('\\', '/'));
  }
}
