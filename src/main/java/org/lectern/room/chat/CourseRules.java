package org.lectern.room.chat;

import java.util.Optional;
import org.lectern.courses.ChatChoices;
import org.lectern.courses.CourseId;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.Chat;
import org.lectern.room.RoomEffects;
import org.lectern.room.State;
import org.springframework.stereotype.Component;

/**
 * Says into the log what the course has chosen for its chats, where the log has something else, so that the log alone decides. What
 * somebody changed in the room since stays.
 */
@Component
class CourseRules {

  private final ChatChoices choices;
  private final Lectures lectures;

  CourseRules(ChatChoices choices, Lectures lectures) {
    this.choices = choices;
    this.lectures = lectures;
  }

  void sayWhereTheyDiffer(RoomEffects room) {
    Chat.Ruled chosen = chosen(lectures.find(room.lecture()).orElseThrow().course());
    if (said(room.state()).equals(chosen)) {
      return;
    }
    room.sayIfDue(state -> said(state).slow() != chosen.slow() && chat(state).slow() != chosen.slow() ? Optional.of(new Chat.Slowed(chosen.slow())) : Optional.empty());
    room.sayIfDue(
        state ->
            said(state).moderated() != chosen.moderated() && chat(state).moderated() != chosen.moderated()
                ? Optional.of(new Chat.Moderated(chosen.moderated()))
                : Optional.empty());
    room.sayIfDue(state -> said(state).equals(chosen) ? Optional.empty() : Optional.of(chosen));
  }

  private Chat.Ruled chosen(CourseId course) {
    ChatChoices.Choice choice = choices.of(course);
    return new Chat.Ruled(choice.words(), choice.refused(), choice.moderated(), choice.slow());
  }

  private static Chat.Ruled said(State state) {
    ChatState rules = state.get(ChatState.CHAT, Audience.STAFF);
    return new Chat.Ruled(rules.words(), rules.refused(), rules.moderated(), rules.slow());
  }

  private static ChatState chat(State state) {
    return state.get(ChatState.CHAT);
  }
}
