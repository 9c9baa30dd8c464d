package org.lectern.room;

import java.util.List;
import java.util.OptionalLong;
import org.lectern.cluster.Nodes;
import org.lectern.lecture.Author;
import org.lectern.lecture.Draft;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.Presences;
import org.lectern.lecture.event.Lifecycle.Interrupted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * After a crash or a restart in the middle of a lecture: ends the stays that were cut off, and says in the
 * log from when to when Lectern was away, so that nobody is held to have missed that. Runs before the first
 * request can come in. Where other nodes went on meanwhile, Lectern was not away, and they end the stays.
 */
@Component
class Recovery implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final Presences presences;
  private final Lectures lectures;
  private final LectureLog lectureLog;
  private final Nodes nodes;
  private volatile boolean running;

  Recovery(Presences presences, Lectures lectures, LectureLog lectureLog, Nodes nodes) {
    this.nodes = nodes;
    this.presences = presences;
    this.lectures = lectures;
    this.lectureLog = lectureLog;
  }

  @Override
  public void start() {
    running = true;
    if (nodes.isFirst()) {
      presences.cutOff().forEach(this::recover);
    }
  }

  private void recover(LectureId lecture) {
    OptionalLong lastSeen = presences.endCutOff(lecture);
    boolean live = lectures.find(lecture).map(Lecture::isLive).orElse(false);
    if (live && lastSeen.isPresent()) {
      log.info("Lecture {} was interrupted at {} ms of lecture time and goes on", lecture, lastSeen.getAsLong());
      lectureLog.append(lecture, end -> interrupted(end, Math.max(0, lastSeen.getAsLong()))).join();
    }
  }

  private static List<Draft> interrupted(Author.End end, long from) {
    return end.at() > from ? List.of(Draft.bySystem(new Interrupted(from, end.at()))) : List.of();
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server, which starts last. */
  @Override
  public int getPhase() {
    return 0;
  }
}
