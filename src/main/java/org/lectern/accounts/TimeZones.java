package org.lectern.accounts;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time zones people choose from, and what they or their browsers call them. */
public final class TimeZones {

  private TimeZones() {}

  /** Those that are called after a place, and UTC. */
  public static List<String> names() {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(zone -> zone.equals("UTC") || zone.contains("/") && !zone.startsWith("SystemV/"))
        .sorted()
        .toList();
  }

  /** The place a zone is called after, as people say it: {@code Berlin}, {@code Buenos Aires}. */
  public static String place(ZoneId zone) {
    return zone.getId().substring(zone.getId().lastIndexOf('/') + 1).replace('_', ' ');
  }

  /** Empty for what is called nothing, or unknown here. */
  public static Optional<ZoneId> find(@Nullable String name) {
    try {
      return Optional.ofNullable(name).filter(any -> !any.isEmpty()).map(ZoneId::of);
    } catch (DateTimeException unknownHere) {
      return Optional.empty();
    }
  }
}
