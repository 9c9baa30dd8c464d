package org.lectern.room;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Entry;

/** What one audience was told, folded: every slice, as this audience has it. Immutable. */
final class Side {

  static final Side EMPTY = new Side(Slices.ALL.stream().map(Slice::empty).toArray());

  private final Object[] slices; // in the order of Slices.ALL, never changed

  private Side(Object[] slices) {
    this.slices = slices;
  }

  /** @param kept what was kept of a slice, null for nothing */
  static Side of(Function<Slice<?>, @Nullable Object> kept) {
    return new Side(
        Slices.ALL.stream()
            .map(
                slice -> {
                  Object known = kept.apply(slice);
                  return known == null ? slice.empty() : known;
                })
            .toArray());
  }

  <S> S get(Slice<S> slice) {
    int index = Slices.ALL.indexOf(slice);
    if (index < 0) {
      throw new IllegalArgumentException("The slice " + slice.name() + " is not in the list of slices");
    }
    return slice.type().cast(slices[index]);
  }

  Side with(Entry entry) {
    Object[] after = null;
    for (int i = 0; i < slices.length; i++) {
      Object changed = fold(Slices.ALL.get(i), slices[i], entry);
      if (changed != slices[i]) {
        after = after == null ? slices.clone() : after;
        after[i] = changed;
      }
    }
    return after == null ? this : new Side(after);
  }

  private static <S> S fold(Slice<S> slice, Object before, Entry entry) {
    return slice.with(slice.type().cast(before), entry);
  }

  /** All slices by their names. */
  @JsonValue
  Map<String, Object> all() {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < slices.length; i++) {
      named.put(Slices.ALL.get(i).name(), slices[i]);
    }
    return named;
  }

  /** Those in which there is something. */
  Map<String, Object> told() {
    Map<String, Object> named = all();
    Slices.ALL.forEach(slice -> named.remove(slice.name(), slice.empty()));
    return named;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Side side && Arrays.equals(slices, side.slices);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(slices);
  }

  @Override
  public String toString() {
    return told().toString();
  }
}
