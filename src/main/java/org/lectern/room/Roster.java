package org.lectern.room;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lectern.accounts.UserId;

/**
 * Who is in the room: people, not connections. Changes are gathered until they are asked for, so that a
 * thousand people coming in are a few messages and not a million.
 *
 * <p>Guarded by its own lock: sockets open and close on their own threads.
 */
final class Roster {

  /** How many people a client is told by name; the rest are a number, and can be searched over HTTP. */
  static final int FIRST_PAGE = 100;

  private final Map<UserId, Present> present = new LinkedHashMap<>();
  private final Map<UserId, Member> joined = new LinkedHashMap<>();
  private final Map<UserId, Member> left = new LinkedHashMap<>();
  private final Map<UserId, Instant> leftAt = new HashMap<>();
  private Set<UserId> elsewhere = Set.of();
  private final Clock clock;
  private final Instant openedAt;
  private Instant staffLeftAt;

  /** @param taughtUntil when somebody who teaches was last here, in whichever room of this lecture that was */
  Roster(Clock clock, Instant taughtUntil) {
    this.clock = clock;
    this.openedAt = clock.instant();
    this.staffLeftAt = taughtUntil;
  }

  synchronized void join(Member member) {
    Present here = present.get(member.id());
    if (here != null) {
      here.connections++;
      return;
    }
    present.put(member.id(), new Present(member));
    if (left.remove(member.id()) == null) {
      joined.put(member.id(), member);
    }
  }

  synchronized void leave(Member member) {
    Present here = present.get(member.id());
    if (here == null || --here.connections > 0) {
      return;
    }
    present.remove(member.id());
    leftAt.put(member.id(), clock.instant());
    if (member.isStaff()) {
      staffLeftAt = clock.instant();
    }
    if (joined.remove(member.id()) == null) {
      left.put(member.id(), member);
    }
  }

  /** Who is here by way of other nodes, all of them: to each it is as one more connection. */
  synchronized void elsewhere(Collection<Member> members) {
    Set<UserId> before = elsewhere;
    elsewhere = members.stream().map(Member::id).collect(Collectors.toSet());
    members.stream().filter(member -> !before.contains(member.id())).forEach(this::join);
    before.stream()
        .filter(Predicate.not(elsewhere::contains))
        .map(present::get)
        .filter(Objects::nonNull)
        .map(Present::member)
        .forEach(this::leave);
  }

  /** Whoever is here is told of again, as if they had just come. */
  synchronized void rename(UserId person, String name) {
    Present here = present.get(person);
    if (here != null) {
      here.member = here.member.called(name);
      joined.put(person, here.member);
    }
  }

  synchronized boolean isHere(UserId person) {
    return present.containsKey(person);
  }

  synchronized boolean isStaff(UserId person) {
    Present here = present.get(person);
    return here != null && here.member().isStaff();
  }

  /** For how long this person has not been here, as far as this room knows; nothing while they are. */
  synchronized Duration awayFor(UserId person) {
    return isHere(person) ? Duration.ZERO : Duration.between(leftAt.getOrDefault(person, openedAt), clock.instant());
  }

  /** For how long nobody who teaches has been here; nothing while somebody is. */
  synchronized Duration staffAwayFor() {
    return members().anyMatch(Member::isStaff) ? Duration.ZERO : Duration.between(staffLeftAt, clock.instant());
  }

  synchronized int size() {
    return present.size();
  }

  /** Those who teach first, then in the order in which they came. */
  synchronized List<Member> page(int most) {
    return Stream.concat(members().filter(Member::isStaff), members().filter(Predicate.not(Member::isStaff))).limit(most).toList();
  }

  private Stream<Member> members() {
    return present.values().stream().map(Present::member);
  }

  synchronized List<Member> all() {
    return new ArrayList<>(page(Integer.MAX_VALUE));
  }

  /** What has changed since the last call, or nothing at all; those who teach are always named. */
  synchronized Changes changes() {
    Changes changes =
        new Changes(
            present.size(),
            joined.values().stream().sorted(Comparator.comparing(Member::isStaff).reversed()).limit(FIRST_PAGE).toList(),
            left.keySet().stream().limit(FIRST_PAGE).toList());
    joined.clear();
    left.clear();
    return changes;
  }

  record Changes(int here, Collection<Member> joined, Collection<UserId> left) {

    boolean isEmpty() {
      return joined.isEmpty() && left.isEmpty();
    }
  }

  private static final class Present {
    private Member member;
    private int connections = 1;

    Present(Member member) {
      this.member = member;
    }

    Member member() {
      return member;
    }
  }
}
