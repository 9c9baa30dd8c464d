package org.lectern.room;

import java.util.List;
import org.lectern.lecture.Entry;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.LectureEvent;

/** The part of a log that was said to one audience, for pages of what is long past. */
public final class SaidTo {

  private final Audience audience;
  private final LectureId lecture;
  private final LectureLog log;

  SaidTo(Audience audience, LectureId lecture, LectureLog log) {
    this.audience = audience;
    this.lecture = lecture;
    this.log = log;
  }

  /** The last entries of a kind before a number, oldest first, and all that was said about them since. */
  public List<Entry> before(Class<? extends LectureEvent> kind, long seq, int most) {
    return log.readBefore(lecture, kind, audience, seq, most);
  }

  /** All of one topic before a number. */
  public List<Entry> topicBefore(Class<? extends LectureEvent> topic, long seq) {
    return log.readTopic(topic, List.of(lecture)).stream()
        .filter(entry -> entry.seq() < seq && entry.to().equals(audience))
        .toList();
  }
}
