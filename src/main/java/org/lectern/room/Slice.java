package org.lectern.room;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Entry;

/**
 * What a room remembers of one thing, and how entries change it. A slice is folded anew for each audience it was said to.
 *
 * @param <S> what is remembered: immutable, equal when alike, and written as JSON
 */
public final class Slice<S> {

  private final String name;
  private final int version;
  private final S empty;
  private final BiFunction<S, Entry, S> fold;
  private final @Nullable Earlier<S> earlier;

  private Slice(String name, int version, S empty, BiFunction<S, Entry, S> fold, @Nullable Earlier<S> earlier) {
    this.name = name;
    this.version = version;
    this.empty = empty;
    this.fold = fold;
    this.earlier = earlier;
  }

  /**
   * @param name what it is called in a snapshot
   * @param version to be raised whenever the same entries come to something else, so that no state kept by an earlier version is gone
   *     on with; {@code StateTests} notices
   * @param empty what is remembered before anything was said
   * @param fold gives the same object back when the entry changes nothing
   */
  public static <S> Slice<S> of(String name, int version, S empty, BiFunction<S, Entry, S> fold) {
    return new Slice<>(name, version, empty, fold, null);
  }

  /** The same for a slice that would grow without bound: it keeps its newest items, and earlier ones are read page by page. */
  public Slice<S> withEarlier(Earlier<S> pages) {
    return new Slice<>(name, version, empty, fold, pages);
  }

  /** Reads the items of a slice that have left its window. */
  @FunctionalInterface
  public interface Earlier<S> {

    /**
     * @param said what was said to one audience
     * @param seq the first item the reader has, by its number
     * @param most how many to give
     * @return the items before that one, oldest first
     */
    List<?> before(SaidTo said, long seq, int most);
  }

  String name() {
    return name;
  }

  /** Name and version as one word. */
  String fold() {
    return name + "." + version;
  }

  S empty() {
    return empty;
  }

  @SuppressWarnings("unchecked") // an object's class is the class of such objects
  Class<S> type() {
    return (Class<S>) empty.getClass();
  }

  S with(S slice, Entry entry) {
    return fold.apply(slice, entry);
  }

  @Nullable Earlier<S> earlier() {
    return earlier;
  }
}
