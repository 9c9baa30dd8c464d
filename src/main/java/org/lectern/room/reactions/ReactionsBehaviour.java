package org.lectern.room.reactions;

import static org.lectern.room.Rule.TAKING_PART;
import static org.lectern.room.Rule.signal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.Reaction;
import org.lectern.room.Behaviour;
import org.lectern.room.Command;
import org.lectern.room.Malformed;
import org.lectern.room.Member;
import org.lectern.room.Rate;
import org.lectern.room.RoomEffects;
import org.lectern.room.Rule;
import org.lectern.room.Slice;
import org.springframework.stereotype.Component;

/** Applause and the like. Reactions are gathered for a second, so that a thousand claps are one entry. */
@Component
class ReactionsBehaviour implements Behaviour {

  /** Names of icons; anything else is not a reaction. */
  static final Set<String> KINDS = Set.of("thumbs-up", "heart", "party-popper", "lightbulb", "rabbit", "turtle");

  /** Hearts come in flurries, but no faster than a thumb. */
  private static final Rate FLURRIES = Rate.of(5, 20);

  private final Map<LectureId, Map<String, Integer>> uncounted = new ConcurrentHashMap<>();

  @Override
  public List<Slice<?>> slices() {
    return List.of(ReactionsState.REACTIONS);
  }

  @Override
  public List<Rule> rules() {
    return List.of(signal("react").by(TAKING_PART).atMost(FLURRIES).hear(this::gather));
  }

  private void gather(Command signal, Member by, RoomEffects room) {
    String kind = signal.text("kind");
    if (!KINDS.contains(kind)) {
      throw new Malformed("no such reaction");
    }
    uncounted.compute(
        room.lecture(),
        (any, counts) -> {
          Map<String, Integer> more = counts == null ? new TreeMap<>() : counts;
          more.merge(kind, 1, Integer::sum);
          return more;
        });
  }

  /** One entry says how many of each kind came in since the last. */
  @Override
  public void tick(RoomEffects room) {
    Map<String, Integer> counts = uncounted.remove(room.lecture());
    if (counts != null) {
      room.say(new Reaction.Counted(counts));
    }
  }
}
