package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.command;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lectern.room.chat.ChatState;

/** What two people who add a behaviour at the same time read when Lectern does not start. */
class BehavioursTests {

  @Test
  void aCommandThatIsDeclaredTwiceStopsTheStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Behaviours(List.of(new Polls(List.of(open())), new Quizzes(List.of(open())))))
        .withMessage("poll.open is declared twice, by Quizzes and before it: name one of them otherwise");
  }

  @Test
  void aCommandOfWhichNobodySaysWhatBecomesOfItStopsTheStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Behaviours(List.of(new Polls(List.of(command("poll.open").by(STAFF))))))
        .withMessage("Polls says neither how poll.open is decided nor how it is heard");
  }

  @Test
  void aSliceThatIsNotInTheListStopsTheStart() {
    Slice<String> tally = Slice.of("tally", 1, "", (before, _) -> before);
    assertThatIllegalStateException()
        .isThrownBy(() -> new Behaviours(List.of(new Remembering(tally))))
        .withMessage("The slice tally of Remembering is not in the list of slices");
  }

  @Test
  void aSliceThatTwoDeclareStopsTheStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Behaviours(List.of(new Remembering(ChatState.CHAT), new Remembering(ChatState.CHAT))))
        .withMessage("The slice chat is declared twice, by Remembering and before it");
  }

  @Test
  void aSliceOfTheListThatNobodyDeclaresStopsTheStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Behaviours(List.of(new Remembering(ChatState.CHAT))))
        .withMessage("No behaviour declares the slice lecture");
  }

  private static Rule open() {
    return command("poll.open").by(STAFF).decide(_ -> Optional.empty());
  }

  private record Polls(List<Rule> rules) implements Behaviour {
    @Override
    public List<Slice<?>> slices() {
      return List.of();
    }
  }

  private record Quizzes(List<Rule> rules) implements Behaviour {
    @Override
    public List<Slice<?>> slices() {
      return List.of();
    }
  }

  private record Remembering(Slice<?> slice) implements Behaviour {
    @Override
    public List<Slice<?>> slices() {
      return List.of(slice);
    }
  }
}
