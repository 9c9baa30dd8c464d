package org.lectern.schedule;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.Serializable;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.Reader;
import org.lectern.accounts.TimeZones;
import org.lectern.lecture.Lecture;
import org.lectern.text.Written;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.validation.BindingResult;

/**
 * What an instructor says about a lecture to come, to the minute.
 *
 * @param startOffset which of two is meant where the clocks show the start twice, such as {@code +02:00}; else empty
 * @param end the first time after the start at which the clocks show it, on the same day or on the next
 * @param endOffset as for the start
 */
record PlanForm(
    UUID clientId,
    @NotBlank(message = "{plan.name.missing}") @Size(max = 200, message = "{plan.name.tooLong}") String title,
    @NotNull(message = "{plan.date.missing}") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate date,
    @NotNull(message = "{plan.time.missing}") @DateTimeFormat(iso = DateTimeFormat.ISO.TIME) @Nullable LocalTime start,
    String startOffset,
    @NotNull(message = "{plan.time.missing}") @DateTimeFormat(iso = DateTimeFormat.ISO.TIME) @Nullable LocalTime end,
    String endOffset,
    String zone)
    implements Serializable {

  private static final Duration LONGEST = Duration.ofHours(12);

  PlanForm {
    clientId = clientId == null ? UUID.randomUUID() : clientId;
    title = Written.line(title);
    startOffset = startOffset == null ? "" : startOffset;
    endOffset = endOffset == null ? "" : endOffset;
    zone = zone == null ? "" : zone;
    start = toTheMinute(start);
    end = toTheMinute(end);
  }

  /** A browser's field for a time takes no more than thousandths of a second and stays empty, and with any it is too wide for a phone. */
  private static @Nullable LocalTime toTheMinute(@Nullable LocalTime time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MINUTES);
  }

  /** A form to begin with: tomorrow at ten. */
  static PlanForm startingFrom(ZonedDateTime now) {
    return new PlanForm(
        UUID.randomUUID(),
        "",
        now.toLocalDate().plusDays(1),
        LocalTime.of(10, 0),
        "",
        LocalTime.of(11, 30),
        "",
        now.getZone().getId());
  }

  static PlanForm of(Lecture lecture) {
    ZonedDateTime start = lecture.localStart();
    ZonedDateTime end = start.plus(lecture.length());
    return new PlanForm(
        UUID.randomUUID(),
        lecture.title(),
        start.toLocalDate(),
        start.toLocalTime(),
        start.getOffset().getId(),
        end.toLocalTime(),
        end.getOffset().getId(),
        start.getZone().getId());
  }

  /** Whether this is how the lecture is planned. */
  boolean describes(Lecture lecture) {
    return title.equals(lecture.title())
        && startsAt().toInstant().equals(lecture.localStart().toInstant())
        && length().equals(lecture.length());
  }

  /** The rules that look at more than one field; on a form whose single fields are right. */
  void checkTogether(ZonedDateTime now, BindingResult result, Reader reader) {
    if (result.getTarget() == null) {
      return; // a field could not be read at all, and has been complained about
    }
    if (TimeZones.find(zone).isEmpty()) {
      result.rejectValue("zone", "plan.zone.unknown");
    } else if (date != null && start != null && end != null) {
      if (date.isBefore(now.toLocalDate().minusDays(1)) || date.getYear() > now.getYear() + 5) {
        result.rejectValue("date", "plan.date.past");
      } else {
        checkTimes(result, reader);
      }
    }
  }

  private void checkTimes(BindingResult result, Reader reader) {
    WallTime begins = begins();
    if (chosen(begins.moments(), startOffset).isEmpty()) {
      reject(result, "start", begins, reader);
    }
    if (!begins.comes()) {
      return; // nobody can say how long it lasts
    }
    ZonedDateTime from = chosen(begins.moments(), startOffset).orElse(begins.moments().getFirst());
    List<ZonedDateTime> ends = endsAfter(from);
    if (chosen(ends, endOffset).isEmpty()) {
      reject(result, "end", endOn(ends.isEmpty() ? endDay() : ends.getFirst().toLocalDate()), reader);
    } else if (Duration.between(from, chosen(ends, endOffset).orElseThrow()).compareTo(LONGEST) > 0) {
      result.rejectValue("end", "plan.tooLong");
    }
  }

  /** Says which times there are on that day instead, or that there are two of this one. */
  private static void reject(BindingResult result, String field, WallTime time, Reader reader) {
    ZoneOffsetTransition change = time.change();
    Reader there = reader.in(time.zone());
    result.rejectValue(
        field,
        time.comes() ? "plan.time.twice" : isOfADay(change) ? "plan.date.never" : "plan.time.never",
        new Object[] {
          there.time(time.written()),
          there.fullDay(time.written().toLocalDate()),
          TimeZones.place(time.zone()),
          there.time(change.getDateTimeBefore()),
          there.time(change.getDateTimeAfter())
        },
        null);
  }

  /** Samoa went to bed on a Thursday and got up on a Saturday. */
  private static boolean isOfADay(ZoneOffsetTransition change) {
    return change.getDuration().compareTo(Duration.ofHours(24)) >= 0;
  }

  private WallTime begins() {
    return new WallTime(LocalDateTime.of(date, start), zoneId());
  }

  private WallTime endOn(LocalDate day) {
    return new WallTime(LocalDateTime.of(day, end), zoneId());
  }

  private LocalDate endDay() {
    return end.isAfter(start) ? date : date.plusDays(1);
  }

  private List<ZonedDateTime> endsAfter(ZonedDateTime from) {
    List<ZonedDateTime> sameDay = endOn(date).moments().stream().filter(from::isBefore).toList();
    return sameDay.isEmpty() ? endOn(endDay()).moments().stream().filter(from::isBefore).toList() : sameDay;
  }

  /** Empty where there is none, and where there are two and neither was chosen. */
  private static Optional<ZonedDateTime> chosen(List<ZonedDateTime> moments, String offset) {
    return moments.size() == 1
        ? Optional.of(moments.getFirst())
        : moments.stream().filter(moment -> moment.getOffset().getId().equals(offset)).findFirst();
  }

  private ZoneId zoneId() {
    return TimeZones.find(zone).orElseThrow();
  }

  /** Where the clocks show the start twice, both for choosing; else empty. */
  public List<ZonedDateTime> starts() {
    return isWhole() && begins().comesTwice() ? begins().moments() : List.of();
  }

  /** The same of the end. */
  public List<ZonedDateTime> ends() {
    if (!isWhole() || !begins().comes()) {
      return List.of();
    }
    List<ZonedDateTime> ends = endsAfter(chosen(begins().moments(), startOffset).orElse(begins().moments().getFirst()));
    return ends.size() > 1 ? ends : List.of();
  }

  boolean isWhole() {
    return date != null && start != null && end != null && date.getYear() < 10_000 && TimeZones.find(zone).isPresent();
  }

  ZonedDateTime startsAt() {
    return chosen(begins().moments(), startOffset).orElseThrow();
  }

  ZonedDateTime endsAt() {
    return chosen(endsAfter(startsAt()), endOffset).orElseThrow();
  }

  Duration length() {
    return Duration.between(startsAt(), endsAt());
  }
}
