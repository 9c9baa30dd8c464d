package org.lectern.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lectern.lecture.LectureId;

/** The files of epochs below a folder of {@link MediaSettings}. */
final class MediaFiles {

  private static final Pattern NAME = Pattern.compile("(\\d{1,18})/(\\d{1,3})-(\\d{1,3})\\.mp4");

  private static final Pattern SHARED_JOURNAL = Pattern.compile("(\\d{1,18})/(\\d{1,3})-(\\d{1,3})\\.(\\d{1,9})\\.journal");

  /** A journal of an epoch that nodes take over from one another. */
  record SharedJournal(Path file, EpochId track, int term) {}

  private MediaFiles() {}

  /** Sorted, so that what is done with them is told and tried in the same order. */
  static List<Path> in(Path folder) {
    return below(folder).stream().filter(file -> NAME.matcher(name(file)).matches()).sorted().toList();
  }

  static List<SharedJournal> sharedJournals(Path folder) {
    return below(folder).stream().flatMap(MediaFiles::sharedJournal).toList();
  }

  private static Stream<SharedJournal> sharedJournal(Path file) {
    return SHARED_JOURNAL.matcher(name(file)).results()
        .map(name -> new SharedJournal(file, track(name), Integer.parseInt(name.group(4))));
  }

  private static List<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EpochId track(Path file) {
    Matcher name = NAME.matcher(name(file));
    if (!name.matches()) {
      throw new IllegalArgumentException(file.toString());
    }
    return track(name);
  }

  private static EpochId track(MatchResult name) {
    return new EpochId(
        new LectureId(Long.parseLong(name.group(1))), Integer.parseInt(name.group(2)), Integer.parseInt(name.group(3)));
  }

  /** Its folder's name and its own. */
  private static String name(Path file) {
    return file.subpath(Math.max(0, file.getNameCount() - 2), file.getNameCount()).toString().replace('\\', '/');
  }
}
