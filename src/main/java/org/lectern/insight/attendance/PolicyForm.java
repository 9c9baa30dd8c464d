package org.lectern.insight.attendance;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A policy in the units people think in: minutes (of which a fraction may be given), seconds for the gap,
 * per cent, days and hours.
 */
record PolicyForm(
    @NotNull(message = "{policy.range}") @DecimalMin(value = "0", message = "{policy.range}") @DecimalMax(value = "600", message = "{policy.range}")
        BigDecimal lateAfter,
    @NotNull(message = "{policy.range}") @DecimalMin(value = "0", message = "{policy.range}") @DecimalMax(value = "600", message = "{policy.range}")
        BigDecimal leftEarlyBefore,
    @NotNull(message = "{policy.range}") @Min(value = 0, message = "{policy.range}") @Max(value = 3600, message = "{policy.range}")
        Integer gapBridged,
    @NotNull(message = "{policy.percent}") @Min(value = 0, message = "{policy.percent}") @Max(value = 100, message = "{policy.percent}")
        Integer leastLiveShare,
    @NotNull(message = "{policy.percent}") @Min(value = 0, message = "{policy.percent}") @Max(value = 100, message = "{policy.percent}")
        Integer leastInstructorShare,
    @NotNull(message = "{policy.range}") Policy.Excused excusedCounts,
    @NotNull(message = "{policy.percent}") @Min(value = 0, message = "{policy.percent}") @Max(value = 100, message = "{policy.percent}")
        Integer creditForLate,
    boolean catchUpOffered,
    @NotNull(message = "{policy.range}") @Min(value = 0, message = "{policy.range}") @Max(value = 3650, message = "{policy.range}")
        Integer catchUpDays,
    @NotNull(message = "{policy.percent}") @Min(value = 0, message = "{policy.percent}") @Max(value = 100, message = "{policy.percent}")
        Integer catchUpShare,
    @NotNull(message = "{policy.percent}") @Min(value = 0, message = "{policy.percent}") @Max(value = 100, message = "{policy.percent}")
        Integer creditForCatchUp,
    @NotNull(message = "{policy.range}") @Min(value = 0, message = "{policy.range}") @Max(value = 87600, message = "{policy.range}")
        Integer correctionHours) {

  static PolicyForm of(Policy policy) {
    return new PolicyForm(
        minutes(policy.lateAfter()),
        minutes(policy.leftEarlyBefore()),
        policy.gapBridged(),
        percent(policy.leastLiveShare()),
        percent(policy.leastInstructorShare()),
        policy.excusedCounts(),
        percent(policy.creditForLate()),
        policy.catchUpOffered(),
        policy.catchUpDays(),
        percent(policy.catchUpShare()),
        percent(policy.creditForCatchUp()),
        policy.correctionHours());
  }

  Policy policy() {
    return new Policy(
        seconds(lateAfter),
        seconds(leftEarlyBefore),
        gapBridged,
        leastLiveShare / 100.0,
        leastInstructorShare / 100.0,
        excusedCounts,
        creditForLate / 100.0,
        catchUpOffered,
        catchUpDays,
        catchUpShare / 100.0,
        creditForCatchUp / 100.0,
        correctionHours);
  }

  /** As people write it: 10, not 10.00. */
  private static BigDecimal minutes(int seconds) {
    BigDecimal minutes =
        BigDecimal.valueOf(seconds).divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_UP).stripTrailingZeros();
    return minutes.setScale(Math.max(0, minutes.scale()), RoundingMode.UNNECESSARY);
  }

  private static int seconds(BigDecimal minutes) {
    return minutes.multiply(BigDecimal.valueOf(60)).setScale(0, RoundingMode.HALF_UP).intValueExact();
  }

  private static int percent(double share) {
    return (int) Math.round(share * 100);
  }
}
