package org.lectern.room;

import java.util.List;
import java.util.stream.Collectors;
import org.lectern.room.chat.ChatState;
import org.lectern.room.floor.FloorState;
import org.lectern.room.floor.Marks;
import org.lectern.room.groups.GroupsBehaviour;
import org.lectern.room.hands.HandsState;
import org.lectern.room.lifecycle.LifecycleBehaviour;
import org.lectern.room.pace.PaceState;
import org.lectern.room.pairs.PairState;
import org.lectern.room.pairs.PairsState;
import org.lectern.room.people.RemovedState;
import org.lectern.room.polls.PollsState;
import org.lectern.room.polls.PreparedState;
import org.lectern.room.questions.AskersState;
import org.lectern.room.questions.QuestionRules;
import org.lectern.room.questions.QuestionsState;
import org.lectern.room.reactions.ReactionsState;
import org.lectern.room.slides.SlidesState;
import org.lectern.room.timer.TimerBehaviour;

/** What a room remembers: the one list to which a new behaviour adds a line. */
final class Slices {

  static final List<Slice<?>> ALL =
      List.of(
          LifecycleBehaviour.LECTURE,
          ChatState.CHAT,
          HandsState.HANDS,
          FloorState.FLOOR,
          SlidesState.SLIDES,
          PaceState.PACE,
          ReactionsState.REACTIONS,
          Marks.MARKS,
          RemovedState.REMOVED,
          GroupsBehaviour.GROUPS,
          TimerBehaviour.TIMER,
          PollsState.POLLS,
          PreparedState.PREPARED,
          QuestionsState.QUESTIONS,
          AskersState.ASKERS,
          QuestionRules.RULES,
          PairsState.PAIRS,
          PairState.PAIR);

  /** Names the way all of them are folded. */
  static final String FOLD = ALL.stream().map(Slice::fold).collect(Collectors.joining(" "));

  private Slices() {}
}
