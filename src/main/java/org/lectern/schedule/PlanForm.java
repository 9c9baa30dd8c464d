package org.lectern.schedule;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Lecture;
import org.lectern.text.Written;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.validation.BindingResult;

/**
 * What an instructor says about a lecture to come, to the minute.
 *
 * @param end on the same day as the start, or on the next when it is earlier
 */
record PlanForm(
    UUID clientId,
    @NotBlank(message = "{plan.name.missing}") @Size(max = 200, message = "{plan.name.tooLong}") String title,
    @NotNull(message = "{plan.date.missing}") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate date,
    @NotNull(message = "{plan.time.missing}") @DateTimeFormat(iso = DateTimeFormat.ISO.TIME) @Nullable LocalTime start,
    @NotNull(message = "{plan.time.missing}") @DateTimeFormat(iso = DateTimeFormat.ISO.TIME) @Nullable LocalTime end,
    String zone)
    implements Serializable {

  private static final Duration LONGEST = Duration.ofHours(12);

  PlanForm {
    clientId = clientId == null ? UUID.randomUUID() : clientId;
    title = Written.line(title);
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
        LocalTime.of(11, 30),
        now.getZone().getId());
  }

  static PlanForm of(Lecture lecture) {
    ZonedDateTime start = lecture.localStart();
    return new PlanForm(
        UUID.randomUUID(),
        lecture.title(),
        start.toLocalDate(),
        start.toLocalTime(),
        start.plus(lecture.length()).toLocalTime(),
        start.getZone().getId());
  }

  /** Whether this is how the lecture is planned. */
  boolean describes(Lecture lecture) {
    return title.equals(lecture.title())
        && startsAt().toInstant().equals(lecture.localStart().toInstant())
        && length().equals(lecture.length());
  }

  /** The rules that look at more than one field; on a form whose single fields are right. */
  void checkTogether(ZonedDateTime now, BindingResult result) {
    if (result.getTarget() == null) {
      return; // a field could not be read at all, and has been complained about
    }
    if (!isZone()) {
      result.rejectValue("zone", "plan.zone.unknown");
    } else if (date != null && start != null && end != null) {
      if (startsAt().toLocalDate().isBefore(now.toLocalDate().minusDays(1)) || date.getYear() > now.getYear() + 5) {
        result.rejectValue("date", "plan.date.past");
      }
      if (length().isZero() || length().compareTo(LONGEST) > 0) {
        result.rejectValue("end", "plan.tooLong");
      }
    }
  }

  private boolean isZone() {
    try {
      return !zone.isEmpty() && ZoneId.of(zone) != null;
    } catch (DateTimeException unknown) {
      return false;
    }
  }

  ZonedDateTime startsAt() {
    return ZonedDateTime.of(date, start, ZoneId.of(zone));
  }

  ZonedDateTime endsAt() {
    LocalDate lastDay = end.isAfter(start) || end.equals(start) ? date : date.plusDays(1);
    return ZonedDateTime.of(lastDay, end, ZoneId.of(zone));
  }

  Duration length() {
    return Duration.between(startsAt(), endsAt());
  }
}
