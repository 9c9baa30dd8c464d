package org.lectern.replay;

import java.util.Map;
import org.lectern.accounts.UserId;
import org.lectern.lecture.TimeRanges;

/** What everyone has of one lecture. */
public record LectureCoverage(
    Requirements.Requirement requirement, Map<UserId, TimeRanges> live, Map<UserId, TimeRanges> watched) {

  /** One person's part, which for someone who was never there is all missed. */
  public Coverage of(UserId person) {
    TimeRanges whole = TimeRanges.of(0, requirement.end());
    return new Coverage(
        requirement.end(),
        requirement.required(),
        live.getOrDefault(person, TimeRanges.EMPTY).intersect(whole),
        watched.getOrDefault(person, TimeRanges.EMPTY).intersect(whole));
  }
}
