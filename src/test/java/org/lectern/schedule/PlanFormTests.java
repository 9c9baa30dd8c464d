package org.lectern.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.accounts.Reader;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;

/** How long a plan lasts, and what is wrong with its times, in the nights in which clocks are put on or back. */
class PlanFormTests {

  private static final ResourceBundleMessageSource SENTENCES = new ResourceBundleMessageSource();

  static {
    SENTENCES.setBasename("messages");
    SENTENCES.setDefaultEncoding("UTF-8");
  }

  @ParameterizedTest(name = "{0} {1} to {2} in {3}: {6} min")
  @CsvSource({
    "2027-03-28, 01:30, 03:30, Europe/Berlin,    ,       , 60", // one of the two hours is left out
    "2027-03-28, 23:00, 01:00, Europe/Berlin,    ,       , 120",
    "2027-03-27, 23:00, 03:30, Europe/Berlin,    ,       , 210",
    "2027-10-31, 01:30, 03:30, Europe/Berlin,    ,       , 180",
    "2027-10-31, 02:15, 02:45, Europe/Berlin, +02:00, +02:00, 30",
    "2027-10-31, 02:15, 02:45, Europe/Berlin, +02:00, +01:00, 90",
    "2027-10-31, 02:15, 02:45, Europe/Berlin, +01:00,       , 30", // the other 02:45 is before
    "2027-10-31, 02:45, 02:15, Europe/Berlin, +02:00,       , 30", // later though the clocks show less
    "2027-10-31, 02:30, 02:30, Europe/Berlin, +02:00,       , 60",
    "2027-10-31, 01:00, 02:30, Europe/Berlin,       , +01:00, 150",
    "2027-11-07, 01:30, 01:45, America/New_York, -04:00, -05:00, 75",
    "2027-10-03, 01:45, 02:45, Australia/Lord_Howe, ,    , 30",
    "2027-04-04, 01:15, 01:45, Australia/Lord_Howe, , +10:30, 60",
    "2027-03-28, 02:30, 04:00, Asia/Tokyo,       ,       , 90",
    "2027-03-28, 02:30, 04:00, UTC,              ,       , 90"
  })
  void aPlanLastsAsLongAsItsMomentsAreApart(
      LocalDate date, LocalTime start, LocalTime end, String zone, @Nullable String startOffset, @Nullable String endOffset, long minutes) {
    PlanForm form = form(date, start, startOffset, end, endOffset, zone);

    assertThat(complaint(form)).isEmpty();
    assertThat(form.length()).isEqualTo(Duration.ofMinutes(minutes));
  }

  @ParameterizedTest(name = "{0} {1} to {2} in {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2027-03-28 | 02:30 | 03:00 | Europe/Berlin    | start: 02:30 never comes on Sunday, 28 March 2027 in Berlin: the clocks go from 02:00 straight to 03:00 then. Choose a time before 02:00, or 03:00 or later.
          2027-03-28 | 02:30 | 04:00 | Europe/Berlin    | start: 02:30 never comes on Sunday, 28 March 2027 in Berlin: the clocks go from 02:00 straight to 03:00 then. Choose a time before 02:00, or 03:00 or later.
          2027-03-28 | 02:00 | 03:00 | Europe/Berlin    | start: 02:00 never comes on Sunday, 28 March 2027 in Berlin: the clocks go from 02:00 straight to 03:00 then. Choose a time before 02:00, or 03:00 or later.
          2027-03-28 | 01:00 | 02:30 | Europe/Berlin    | end: 02:30 never comes on Sunday, 28 March 2027 in Berlin: the clocks go from 02:00 straight to 03:00 then. Choose a time before 02:00, or 03:00 or later.
          2027-03-27 | 23:00 | 02:30 | Europe/Berlin    | end: 02:30 never comes on Sunday, 28 March 2027 in Berlin: the clocks go from 02:00 straight to 03:00 then. Choose a time before 02:00, or 03:00 or later.
          2027-03-14 | 02:30 | 03:00 | America/New_York | start: 02:30 never comes on Sunday, 14 March 2027 in New York: the clocks go from 02:00 straight to 03:00 then. Choose a time before 02:00, or 03:00 or later.
          2027-10-03 | 02:15 | 03:00 | Australia/Lord_Howe | start: 02:15 never comes on Sunday, 3 October 2027 in Lord Howe: the clocks go from 02:00 straight to 02:30 then. Choose a time before 02:00, or 02:30 or later.
          2027-03-14 | 02:30 | 03:30 | Africa/Casablanca | start: 02:30 never comes on Sunday, 14 March 2027 in Casablanca: the clocks go from 02:00 straight to 03:00 then. Choose a time before 02:00, or 03:00 or later.
          2027-10-31 | 02:30 | 04:00 | Europe/Berlin    | start: 02:30 comes twice on Sunday, 31 October 2027 in Berlin: the clocks go back from 03:00 to 02:00 then. Choose which one you mean.
          2027-10-31 | 01:00 | 02:30 | Europe/Berlin    | end: 02:30 comes twice on Sunday, 31 October 2027 in Berlin: the clocks go back from 03:00 to 02:00 then. Choose which one you mean.
          2027-04-04 | 01:45 | 03:00 | Australia/Lord_Howe | start: 01:45 comes twice on Sunday, 4 April 2027 in Lord Howe: the clocks go back from 02:00 to 01:30 then. Choose which one you mean.
          2027-10-31 | 03:30 | 03:30 | Europe/Berlin    | end: A session lasts between 1 minute and 12 hours.
          2027-10-30 | 14:30 | 02:29 | Europe/Berlin    | end: 02:29 comes twice on Sunday, 31 October 2027 in Berlin: the clocks go back from 03:00 to 02:00 then. Choose which one you mean.
          2027-10-30 | 14:30 | 03:00 | Europe/Berlin    | end: A session lasts between 1 minute and 12 hours.
          2040-01-01 | 10:00 | 11:00 | Europe/Berlin    | date: This day is over, or too far away. Choose another.
          +999999999-12-31 | 23:00 | 01:00 | Europe/Berlin | date: This day is over, or too far away. Choose another.
          """)
  void whatIsWrongWithTheTimesIsSaidInWords(LocalDate date, LocalTime start, LocalTime end, String zone, String complaint) {
    assertThat(complaint(form(date, start, null, end, null, zone))).isEqualTo(complaint);
  }

  @Test
  void aDayThatIsLeftOutIsNamed() {
    PlanForm form = form(LocalDate.of(2011, 12, 30), LocalTime.of(10, 0), null, LocalTime.of(11, 0), null, "Pacific/Apia");

    assertThat(complaint(form, 2011))
        .isEqualTo("start: Friday, 30 December 2011 never comes in Apia: that day is left out there. Choose another day.");
  }

  @Test
  void whoMayChooseIsGivenBoth() {
    PlanForm form = form(LocalDate.of(2027, 10, 31), LocalTime.of(2, 15), null, LocalTime.of(2, 45), null, "Europe/Berlin");
    assertThat(form.starts()).extracting(moment -> moment.getOffset().getId()).containsExactly("+02:00", "+01:00");
    assertThat(form.ends()).extracting(moment -> moment.getOffset().getId()).containsExactly("+02:00", "+01:00");

    PlanForm later = form(LocalDate.of(2027, 10, 31), LocalTime.of(2, 15), "+01:00", LocalTime.of(2, 45), null, "Europe/Berlin");
    assertThat(later.ends()).isEmpty();
  }

  private static PlanForm form(
      LocalDate date, LocalTime start, @Nullable String startOffset, LocalTime end, @Nullable String endOffset, String zone) {
    return new PlanForm(UUID.randomUUID(), "Earthquakes", date, start, startOffset, end, endOffset, zone);
  }

  private static String complaint(PlanForm form) {
    return complaint(form, 2026);
  }

  /** The first one, in Britain; empty when all is well. */
  private static String complaint(PlanForm form, int year) {
    BindingResult result = new BeanPropertyBindingResult(form, "form");
    Reader reader = new Reader(Locale.UK, Locale.UK, ZoneId.of("Europe/Berlin"), SENTENCES);
    form.checkTogether(ZonedDateTime.of(year, 1, 1, 12, 0, 0, 0, reader.zone()), result, reader);
    FieldError error = result.getFieldError();
    return error == null ? "" : error.getField() + ": " + SENTENCES.getMessage(error, Locale.UK);
  }
}
