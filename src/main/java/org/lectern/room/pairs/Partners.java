package org.lectern.room.pairs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.lectern.accounts.UserId;

/**
 * Who talks with whom. Groups are only ever added: whoever is in several talks in the newest, and a group of which fewer than two are left
 * is over. So what two people wrote is never read by a third.
 */
final class Partners {

  /** Groups by their number, oldest first. */
  private final TreeMap<Integer, Set<UserId>> groups = new TreeMap<>();
  private final Map<UserId, Integer> newest = new HashMap<>();

  /** @param members those who have not left it */
  void add(int number, Collection<UserId> members) {
    groups.put(number, new LinkedHashSet<>(members));
    members.forEach(person -> newest.merge(person, number, Math::max));
  }

  void leave(int number, UserId person) {
    groups.get(number).remove(person);
  }

  int next() {
    return groups.isEmpty() ? 0 : groups.lastKey() + 1;
  }

  /** Who talks in a group now; nobody where it is over. */
  Set<UserId> talkingIn(int number) {
    Set<UserId> there = groups.get(number).stream().filter(person -> newest.get(person) == number).collect(Collectors.toCollection(LinkedHashSet::new));
    return there.size() < 2 ? Set.of() : there;
  }

  private Set<UserId> talking() {
    return groups.keySet().stream().flatMap(number -> talkingIn(number).stream()).collect(Collectors.toSet());
  }

  /**
   * The groups to be added, so that nobody is without a partner who could have one: two who differ, as long as there are such, then any
   * two. Who is left over is the third with two others, or takes the third away from three.
   *
   * @param here who may talk and is here
   * @param answer what somebody answered; the same for everyone where it may not matter
   */
  List<Set<UserId>> missing(Collection<UserId> here, Function<UserId, Object> answer, RandomGenerator chance) {
    Set<UserId> talking = talking();
    List<UserId> free = new ArrayList<>(here.stream().distinct().filter(person -> !talking.contains(person)).toList());
    Collections.shuffle(free, Random.from(chance));
    List<Set<UserId>> pairs = pairs(free, answer);
    if (free.size() % 2 == 0) {
      return pairs;
    }
    UserId left = free.stream().filter(person -> pairs.stream().noneMatch(pair -> pair.contains(person))).findFirst().orElseThrow();
    if (!pairs.isEmpty()) {
      pairs.getLast().add(left);
    } else {
      withOthers(left).ifPresent(pairs::add);
    }
    return pairs;
  }

  private static List<Set<UserId>> pairs(List<UserId> free, Function<UserId, Object> answer) {
    List<List<UserId>> alike = new ArrayList<>(free.stream().collect(Collectors.groupingBy(answer, Collectors.toCollection(ArrayList::new))).values());
    List<Set<UserId>> pairs = new ArrayList<>();
    while (pairs.size() < free.size() / 2) {
      alike.sort((one, other) -> other.size() - one.size()); // from the two largest, so that as few as can be are left with their like
      List<UserId> most = alike.getFirst();
      List<UserId> next = alike.size() > 1 && !alike.get(1).isEmpty() ? alike.get(1) : most;
      pairs.add(new LinkedHashSet<>(List.of(most.removeLast(), next.removeLast())));
    }
    return pairs;
  }

  private Optional<Set<UserId>> withOthers(UserId left) {
    List<Set<UserId>> now = groups.descendingKeySet().stream().map(this::talkingIn).filter(group -> !group.isEmpty()).toList();
    return now.stream().filter(group -> group.size() == 2).findFirst().map(two -> together(two, left))
        .or(() -> now.stream().findFirst().map(three -> together(Set.of(three.iterator().next()), left)));
  }

  private static Set<UserId> together(Set<UserId> some, UserId other) {
    Set<UserId> all = new LinkedHashSet<>(some);
    all.add(other);
    return all;
  }
}
