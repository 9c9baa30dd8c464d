package org.lectern.room.polls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.Poll;

/** What those who teach see of a poll while it runs. */
class InStepsTests {

  private final InSteps steps = new InSteps();

  @Test
  void ofAPollWithoutNamesNoSingleAnswerIsSeenToCome() {
    assertThat(seen(Poll.Names.NOBODY, null, 3).people()).isEqualTo(3);
    assertThat(seen(Poll.Names.NOBODY, null, 6).counts()).as("the first five or more").isEqualTo(Map.of("0", 6));
    assertThat(seen(Poll.Names.NOBODY, null, 7).counts()).isEqualTo(Map.of("0", 6));
    assertThat(seen(Poll.Names.NOBODY, null, 10).counts()).isEqualTo(Map.of("0", 6));
    assertThat(seen(Poll.Names.NOBODY, null, 11).counts()).isEqualTo(Map.of("0", 11));
  }

  @Test
  void onceItIsClosedAllIsSeen() {
    seen(Poll.Names.NOBODY, null, 6);
    assertThat(seen(Poll.Names.NOBODY, 5_000L, 7).people()).isEqualTo(7);
  }

  @Test
  void whereStaffMayKnowTheySeeItAsItComes() {
    seen(Poll.Names.STAFF, null, 6);
    assertThat(seen(Poll.Names.STAFF, null, 7).people()).isEqualTo(7);
  }

  private Poll.Tally seen(Poll.Names names, Long closedAt, int people) {
    Poll.Question question = new Poll.Question(Poll.Kind.SINGLE, "Which?", List.of("One", "Other"));
    PollsState.Asked poll = new PollsState.Asked(2, 0, 1, question, names, false, null, 0, closedAt, null, null, null, null, null, null);
    return steps.of(new LectureId(1), poll, new Poll.Tally(people, people < 5 ? Map.of() : Map.of("0", people), 0));
  }
}
