package org.lectern.room.pace;

import java.util.List;
import java.util.stream.Stream;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Pace;
import org.lectern.room.Slice;

/** Who cannot follow just now, as marks without names. Only those who teach have this part of the state. */
public record PaceState(List<LostMark> lost) {

  /** How long a mark counts, in milliseconds: someone lost three minutes ago has asked or moved on. */
  static final long FADES_AFTER = 180_000;

  public static final PaceState EMPTY = new PaceState(List.of());

  public static final Slice<PaceState> PACE = Slice.of("pace", 1, EMPTY, PaceState::with);

  public PaceState {
    lost = List.copyOf(lost);
  }

  public PaceState with(Entry entry) {
    return !(entry.event() instanceof Pace event)
        ? this
        : switch (event) {
          case Pace.Lost mark ->
              new PaceState(
                  Stream.concat(
                          without(mark.mark()).filter(earlier -> earlier.at() > entry.at() - FADES_AFTER),
                          Stream.of(new LostMark(mark.mark(), entry.at())))
                      .toList());
          case Pace.Found mark -> new PaceState(without(mark.mark()).toList());
        };
  }

  boolean isLost(String mark) {
    return lost.stream().anyMatch(one -> one.mark().equals(mark));
  }

  private Stream<LostMark> without(String mark) {
    return lost.stream().filter(one -> !one.mark().equals(mark));
  }

  public record LostMark(String mark, long at) {}
}
