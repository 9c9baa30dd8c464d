package org.lectern.lecture;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.event.Lifecycle.Ended;
import org.lectern.lecture.event.Lifecycle.Interrupted;
import org.lectern.lecture.event.Lifecycle.Paused;
import org.lectern.lecture.event.Lifecycle.Resumed;
import org.lectern.lecture.event.Lifecycle.Started;

/**
 * Where the lecture is in its life. Times are lecture time in milliseconds but for {@code startedAt}, which is
 * the wall clock.
 */
public record LectureState(
    Phase phase,
    @Nullable Long startedAt,
    @Nullable Long breakUntil,
    @Nullable Long endedAt,
    List<Break> breaks,
    List<Outage> outages) {

  public static final LectureState PLANNED =
      new LectureState(Phase.PLANNED, null, null, null, List.of(), List.of());

  public LectureState {
    breaks = List.copyOf(breaks);
    outages = List.copyOf(outages);
  }

  public LectureState with(Entry entry) {
    return !(entry.event() instanceof org.lectern.lecture.event.Lifecycle event)
        ? this
        : switch (event) {
          case Started started ->
              new LectureState(Phase.LIVE, started.startedAt(), null, null, breaks, outages);
          case Paused paused ->
              new LectureState(
                  Phase.BREAK, startedAt, paused.until(), null, plus(breaks, new Break(entry.at(), null)), outages);
          case Resumed _ ->
              new LectureState(Phase.LIVE, startedAt, null, null, closedAt(entry.at()), outages);
          case Ended _ ->
              new LectureState(Phase.ENDED, startedAt, null, entry.at(), closedAt(entry.at()), outages);
          case Interrupted outage ->
              new LectureState(
                  phase, startedAt, breakUntil, endedAt, breaks, plus(outages, new Outage(outage.from(), outage.to())));
        };
  }

  /**
   * The stretches that nobody has to have: breaks and outages.
   *
   * @param now the end of a break that is not over
   */
  public TimeRanges notRequired(long now) {
    List<TimeRanges.Range> free = new ArrayList<>();
    breaks.forEach(pause -> free.add(new TimeRanges.Range(pause.from(), pause.to() == null ? Math.max(pause.from(), now) : pause.to())));
    outages.forEach(outage -> free.add(new TimeRanges.Range(outage.from(), outage.to())));
    return new TimeRanges(free);
  }

  private List<Break> closedAt(long at) {
    return breaks.stream().map(pause -> pause.to() == null ? new Break(pause.from(), at) : pause).toList();
  }

  private static <T> List<T> plus(List<T> list, T one) {
    List<T> longer = new ArrayList<>(list);
    longer.add(one);
    return longer;
  }

  /** A stretch in which nobody is required; {@code to} is null while it lasts. */
  public record Break(long from, @Nullable Long to) {}

  /** A stretch in which Lectern itself was away. */
  public record Outage(long from, long to) {}

  public enum Phase {
    @JsonProperty("planned")
    PLANNED,
    @JsonProperty("live")
    LIVE,
    @JsonProperty("break")
    BREAK,
    @JsonProperty("ended")
    ENDED
  }
}
