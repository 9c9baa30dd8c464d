package org.lectern.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the clocks of a place make of a time that somebody writes. */
class WallTimeTests {

  @ParameterizedTest(name = "{1} in {0}: {2}")
  @CsvSource({
    "Europe/Berlin, 2027-03-28T01:59, 2027-03-28T01:59+01:00",
    "Europe/Berlin, 2027-03-28T02:00,",
    "Europe/Berlin, 2027-03-28T02:59,",
    "Europe/Berlin, 2027-03-28T03:00, 2027-03-28T03:00+02:00",
    "Europe/Berlin, 2027-10-31T01:59, 2027-10-31T01:59+02:00",
    "Europe/Berlin, 2027-10-31T02:00, 2027-10-31T02:00+02:00 2027-10-31T02:00+01:00",
    "Europe/Berlin, 2027-10-31T02:59, 2027-10-31T02:59+02:00 2027-10-31T02:59+01:00",
    "Europe/Berlin, 2027-10-31T03:00, 2027-10-31T03:00+01:00",
    "America/New_York, 2027-03-14T02:30,",
    "America/New_York, 2027-11-07T01:30, 2027-11-07T01:30-04:00 2027-11-07T01:30-05:00",
    "Australia/Lord_Howe, 2027-10-03T02:15,", // half an hour is left out
    "Australia/Lord_Howe, 2027-10-03T02:30, 2027-10-03T02:30+11:00",
    "Australia/Lord_Howe, 2027-04-04T01:45, 2027-04-04T01:45+11:00 2027-04-04T01:45+10:30",
    "Pacific/Apia, 2011-12-30T10:00,", // a whole day is
    "Pacific/Apia, 2011-12-31T10:00, 2011-12-31T10:00+14:00",
    "Africa/Casablanca, 2027-02-07T02:30, 2027-02-07T02:30+01:00 2027-02-07T02:30+00:00", // back for Ramadan
    "Africa/Casablanca, 2027-03-14T02:30,",
    "Africa/Cairo, 2027-04-30T00:30,", // at midnight
    "America/Santiago, 2027-04-03T23:30, 2027-04-03T23:30-03:00 2027-04-03T23:30-04:00", // the day before, once more
    "Asia/Tokyo, 2027-03-28T02:30, 2027-03-28T02:30+09:00",
    "Asia/Kathmandu, 2027-03-28T02:30, 2027-03-28T02:30+05:45",
    "UTC, 2027-03-28T02:30, 2027-03-28T02:30Z",
    "America/Phoenix, 2027-03-14T02:30, 2027-03-14T02:30-07:00"
  })
  void aTimeComesOnceNeverOrTwice(ZoneId zone, LocalDateTime written, @Nullable String moments) {
    WallTime time = new WallTime(written, zone);

    assertThat(time.moments().stream().map(ZonedDateTime::toOffsetDateTime))
        .isEqualTo(moments == null ? List.of() : Arrays.stream(moments.split(" ")).map(OffsetDateTime::parse).toList());
    assertThat(time.comes()).isEqualTo(moments != null);
    assertThat(time.comesTwice()).isEqualTo(moments != null && moments.contains(" "));
  }
}
