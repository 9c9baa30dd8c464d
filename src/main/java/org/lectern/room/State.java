package org.lectern.room;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.Groups;
import org.lectern.lecture.LectureState;
import org.lectern.lecture.event.Audience;
import org.lectern.room.groups.GroupsBehaviour;
import org.lectern.room.lifecycle.LifecycleBehaviour;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What a room has come to: the fold of its entries. What was said to fewer than everyone is folded apart, as a side of its own for each
 * audience, so what somebody may see is the sides of the audiences they are in, and nothing has to be taken out.
 *
 * <p>Immutable, so that a decision can look ahead on a copy that is thrown away when the commit fails. JavaScript folds the same entries
 * to the same thing.
 */
@JsonDeserialize(using = State.FromJson.class)
public final class State {

  /** Before anything was said. */
  static final State EMPTY = new State(0, Side.EMPTY, Collections.emptySortedMap());

  private final long seq;
  private final Side everyone;
  private final SortedMap<Audience, Side> sides;

  private State(long seq, Side everyone, SortedMap<Audience, Side> sides) {
    this.seq = seq;
    this.everyone = everyone;
    this.sides = sides;
  }

  /** The last entry folded in. */
  public long seq() {
    return seq;
  }

  /** What everyone was told. */
  public <S> S get(Slice<S> slice) {
    return everyone.get(slice);
  }

  /** What was told to an audience, and to no more than that. */
  public <S> S get(Slice<S> slice, Audience audience) {
    return side(audience).get(slice);
  }

  /** Where the lecture is in its life. */
  public LectureState lecture() {
    return get(LifecycleBehaviour.LECTURE);
  }

  /** Who is in which group. */
  Groups groups() {
    return get(GroupsBehaviour.GROUPS, Audience.STAFF);
  }

  /** Who is in the groups whose names begin so. */
  public SortedMap<String, List<UserId>> groupsNamed(String prefix) {
    SortedMap<String, List<UserId>> named = new TreeMap<>();
    groups().byName().forEach((name, stays) -> {
      if (name.startsWith(prefix)) {
        named.put(name, stays.stream().map(Groups.Stay::person).toList());
      }
    });
    return named;
  }

  Side side(Audience audience) {
    return audience.equals(Audience.EVERYONE) ? everyone : sides.getOrDefault(audience, Side.EMPTY);
  }

  /** What was told to fewer than everyone, by audience. */
  SortedMap<Audience, Side> sides() {
    return Collections.unmodifiableSortedMap(sides);
  }

  /** The state after one more entry. */
  State with(Entry entry) {
    if (entry.to().equals(Audience.EVERYONE)) {
      return new State(entry.seq(), everyone.with(entry), sides);
    }
    SortedMap<Audience, Side> after = new TreeMap<>(sides);
    after.put(entry.to(), side(entry.to()).with(entry));
    return new State(entry.seq(), everyone, after);
  }

  State with(Iterable<Entry> entries) {
    State state = this;
    for (Entry entry : entries) {
      state = state.with(entry);
    }
    return state;
  }

  /** The same, said to be where the log was when it was kept: a kept state is JSON, which leaves the number out. */
  State keptAt(long kept) {
    return new State(kept, everyone, sides);
  }

  /** As it is kept: each audience's slices by name. */
  @JsonValue
  Map<String, Map<String, Object>> kept() {
    Map<String, Map<String, Object>> json = new TreeMap<>();
    sides.forEach((audience, side) -> json.put(audience.key(), side.told()));
    json.put(Audience.EVERYONE.key(), everyone.told());
    return json;
  }

  /** Reads what {@link #kept} wrote. */
  static final class FromJson extends ValueDeserializer<State> {

    @Override
    public State deserialize(JsonParser json, DeserializationContext context) {
      Side everyone = Side.EMPTY;
      SortedMap<Audience, Side> sides = new TreeMap<>();
      for (Map.Entry<String, JsonNode> kept : context.readTree(json).properties()) {
        Audience audience = Audience.of(kept.getKey());
        Side side = side(kept.getValue(), context);
        if (audience.equals(Audience.EVERYONE)) {
          everyone = side;
        } else {
          sides.put(audience, side);
        }
      }
      return new State(0, everyone, sides);
    }

    private static Side side(JsonNode kept, DeserializationContext context) {
      return Side.of(slice -> kept.has(slice.name()) ? context.readTreeAsValue(kept.get(slice.name()), slice.type()) : null);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof State state && seq == state.seq && everyone.equals(state.everyone) && sides.equals(state.sides);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(seq);
  }

  @Override
  public String toString() {
    return "state at " + seq + " " + kept();
  }
}
