package org.lectern.lecture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.Group.Changed;

/**
 * Who was in which group of a lecture, and when: the fold that says for whom an entry is. Somebody hears what is said in a group
 * while they are in it, and who comes into it reads what was said before.
 */
public record Groups(@JsonValue Map<String, List<Stay>> byName) {

  public static final Groups NONE = new Groups(Map.of());

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Groups {
    Map<String, List<Stay>> groups = new TreeMap<>();
    byName.forEach((name, stays) -> groups.put(name, List.copyOf(stays)));
    byName = Collections.unmodifiableMap(groups);
  }

  public Groups with(Entry entry) {
    if (!(entry.event() instanceof Changed changed)) {
      return this;
    }
    List<Stay> after = new ArrayList<>();
    of(changed.group()).forEach(stay -> after.add(stay.to() == null && !changed.members().contains(stay.person()) ? stay.until(entry.seq()) : stay));
    changed.members().stream().distinct().filter(person -> !isIn(changed.group(), person)).forEach(person -> after.add(new Stay(person, entry.seq(), null)));
    Map<String, List<Stay>> groups = new TreeMap<>(byName);
    groups.put(changed.group(), after);
    return new Groups(groups);
  }

  /** Only who is in a group now: all that matters for what is said from here on. */
  public Groups now() {
    Map<String, List<Stay>> groups = new TreeMap<>();
    byName.forEach((name, stays) -> groups.put(name, stays.stream().filter(stay -> stay.to() == null).toList()));
    groups.values().removeIf(List::isEmpty);
    return new Groups(groups);
  }

  /**
   * Whether an entry is for somebody.
   *
   * @param seq the entry's number
   */
  public boolean tell(Viewer viewer, Audience audience, long seq) {
    return switch (audience) {
      case Audience.Everyone _ -> true;
      case Audience.Staff _ -> viewer.staff();
      case Audience.People named -> named.people().contains(viewer.person());
      case Audience.OfGroup group ->
          group.staff() && viewer.staff()
              || group.isLineOf(viewer.person())
              || of(group.name()).stream().anyMatch(stay -> stay.person().equals(viewer.person()) && stay.hears(seq));
    };
  }

  /** Whether what is said to an audience now is for somebody. */
  public boolean tell(Viewer viewer, Audience audience) {
    return tell(viewer, audience, Long.MAX_VALUE);
  }

  private boolean isIn(String group, UserId person) {
    return of(group).stream().anyMatch(stay -> stay.person().equals(person) && stay.to() == null);
  }

  private List<Stay> of(String group) {
    return byName.getOrDefault(group, List.of());
  }

  /**
   * One person's time in a group.
   *
   * @param from the entry with which it began
   * @param to the entry with which it ended; null while it lasts
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Stay(UserId person, long from, @Nullable Long to) {

    private Stay until(long seq) {
      return new Stay(person, from, seq);
    }

    private boolean hears(long seq) {
      return to == null || from <= seq && seq < to;
    }
  }
}
