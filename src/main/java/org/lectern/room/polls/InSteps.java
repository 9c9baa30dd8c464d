package org.lectern.room.polls;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.Poll;
import org.springframework.stereotype.Component;

/**
 * What those who teach see of a poll without names while it runs. Whoever watches each answer come sees whose it is, so it is told anew for
 * every five people more, and not for one who changes their mind.
 */
@Component
class InSteps {

  private record Running(LectureId lecture, long poll) {}

  private final Map<Running, Poll.Tally> told = new ConcurrentHashMap<>();

  Poll.Tally of(LectureId lecture, PollsState.Asked poll, Poll.Tally now) {
    Running running = new Running(lecture, poll.seq());
    if (poll.names() != Poll.Names.NOBODY) {
      return now;
    }
    if (!poll.isOpen()) {
      told.remove(running);
      return now;
    }
    return told.merge(running, now, (before, after) -> isAStep(before, after) ? after : before);
  }

  private static boolean isAStep(Poll.Tally before, Poll.Tally after) {
    return before.counts().isEmpty() || after.people() >= before.people() + Answers.ENOUGH_TO_HIDE_AMONG;
  }
}
