package org.lectern.room.pace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Pace;
import org.lectern.room.Slice;

/**
 * Who cannot follow just now and who wants another pace, as marks without names, and how many were lost when. Only those who teach have
 * this; everyone has when it was explained.
 *
 * @param lost who is lost now
 * @param wishes who wants another pace now: 1 faster, -1 slower
 * @param heat how often somebody was lost in each half minute that has one, by its place from the start
 * @param explained the moments from which on it was explained, in milliseconds of lecture time
 */
public record PaceState(List<LostMark> lost, List<Wish> wishes, Map<Long, Integer> heat, List<Long> explained) {

  /** How long a mark counts, in milliseconds: someone lost three minutes ago has asked or moved on. */
  static final long FADES_AFTER = 180_000;

  /** One step of the heat, in milliseconds. */
  static final long STEP = 30_000;

  /** So many steps are kept, the latest: half a day. */
  private static final int MOST_STEPS = 1_440;

  private static final int MOST_EXPLAINED = 100;

  public static final PaceState EMPTY = new PaceState(List.of(), List.of(), Map.of(), List.of());

  public static final Slice<PaceState> PACE = Slice.of("pace", 2, EMPTY, PaceState::with);

  public PaceState {
    lost = List.copyOf(lost);
    wishes = List.copyOf(wishes);
    heat = Collections.unmodifiableMap(new TreeMap<>(heat));
    explained = List.copyOf(explained);
  }

  public PaceState with(Entry entry) {
    return !(entry.event() instanceof Pace event)
        ? this
        : switch (event) {
          case Pace.Lost mark -> new PaceState(
              Stream.concat(without(mark.mark()).filter(earlier -> isOf(earlier.at(), entry.at())), Stream.of(new LostMark(mark.mark(), entry.at()))).toList(),
              wishes, hotter(entry.at()), explained);
          case Pace.Found mark -> new PaceState(without(mark.mark()).toList(), wishes, heat, explained);
          case Pace.Slower wish -> wishing(wish.mark(), -1, entry.at());
          case Pace.Faster wish -> wishing(wish.mark(), 1, entry.at());
          case Pace.Explained _ -> new PaceState(lost, wishes, heat, last(explained, entry.at()));
        };
  }

  private PaceState wishing(String mark, int way, long at) {
    Stream<Wish> others = wishes.stream().filter(one -> !one.mark().equals(mark) && isOf(one.at(), at));
    return new PaceState(lost, Stream.concat(others, Stream.of(new Wish(mark, way, at))).toList(), heat, explained);
  }

  private static boolean isOf(long then, long now) {
    return then > now - FADES_AFTER;
  }

  private Map<Long, Integer> hotter(long at) {
    TreeMap<Long, Integer> after = new TreeMap<>(heat);
    after.merge(Math.max(0, at) / STEP, 1, Integer::sum);
    while (after.size() > MOST_STEPS) {
      after.pollFirstEntry();
    }
    return after;
  }

  private static List<Long> last(List<Long> moments, long at) {
    List<Long> after = new ArrayList<>(moments);
    after.add(at);
    return after.subList(Math.max(0, after.size() - MOST_EXPLAINED), after.size());
  }

  boolean isLost(String mark) {
    return lost.stream().anyMatch(one -> one.mark().equals(mark));
  }

  private Stream<LostMark> without(String mark) {
    return lost.stream().filter(one -> !one.mark().equals(mark));
  }

  public record LostMark(String mark, long at) {}

  public record Wish(String mark, int way, long at) {}
}
