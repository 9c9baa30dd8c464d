package org.lectern.web.sample;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.web.sample.Chronicle.Saying;

/** What happens in a lecture of the past, in its order, and at no two things at the same time: so the time says which entry of the log it is. */
final class Script {

  private record Line(@Nullable UserId by, Function<Script, LectureEvent> event) {}

  private final NavigableMap<Integer, Line> lines = new TreeMap<>();

  void say(int at, @Nullable UserId by, LectureEvent event) {
    say(at, by, _ -> event);
  }

  /** @param event is asked once all is written, and may be about an earlier one */
  void say(int at, @Nullable UserId by, Function<Script, LectureEvent> event) {
    if (lines.put(at, new Line(by, event)) != null) {
      throw new IllegalStateException("Two things happen at " + at);
    }
  }

  /** The entry that tells what happens then. */
  long seq(int at) {
    return lines.headMap(at, true).size();
  }

  /** The first time from then on at which nothing happens. */
  int free(int from) {
    int at = from;
    while (lines.containsKey(at)) {
      at++;
    }
    return at;
  }

  List<Saying> inOrder() {
    return lines.entrySet().stream().map(line -> new Saying(line.getKey(), line.getValue().by(), line.getValue().event().apply(this))).toList();
  }
}
