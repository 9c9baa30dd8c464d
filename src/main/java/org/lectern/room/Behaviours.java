package org.lectern.room;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Everything that people do in rooms: the behaviours there are, held to each other when Lectern starts. */
@Component
class Behaviours {

  private static final Logger log = LoggerFactory.getLogger(Behaviours.class);

  private final List<Behaviour> all;
  private final Map<String, Rule> rules = new TreeMap<>();

  /** @throws IllegalStateException with a sentence that says what is declared twice, or not at all */
  Behaviours(List<Behaviour> all) {
    this.all = List.copyOf(all);
    all.forEach(this::declareRules);
    checkSlices();
  }

  private void declareRules(Behaviour behaviour) {
    for (Rule rule : behaviour.rules()) {
      require(rule.isWhole(), nameOf(behaviour) + " says neither how " + rule.type() + " is decided nor how it is heard");
      require(rules.put(rule.type(), rule) == null, rule.type() + " is declared twice, by " + nameOf(behaviour) + " and before it: name one of them otherwise");
    }
  }

  private void checkSlices() {
    Set<String> names = new HashSet<>();
    Slices.ALL.forEach(slice -> require(names.add(slice.name()), "Two slices are called " + slice.name() + ": name one of them otherwise"));
    Set<Slice<?>> declared = new HashSet<>();
    for (Behaviour behaviour : all) {
      for (Slice<?> slice : behaviour.slices()) {
        require(Slices.ALL.contains(slice), "The slice " + slice.name() + " of " + nameOf(behaviour) + " is not in the list of slices");
        require(declared.add(slice), "The slice " + slice.name() + " is declared twice, by " + nameOf(behaviour) + " and before it");
      }
    }
    Slices.ALL.forEach(slice -> require(declared.contains(slice), "No behaviour declares the slice " + slice.name()));
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalStateException(sentence);
    }
  }

  private static String nameOf(Behaviour behaviour) {
    return behaviour.getClass().getSimpleName();
  }

  /** @throws Malformed when there is no such message */
  Rule ruleFor(Command message) {
    Rule rule = rules.get(message.type());
    if (rule == null) {
      throw new Malformed("no such command");
    }
    return rule;
  }

  /** All rules, by type. */
  Collection<Rule> rules() {
    return Collections.unmodifiableCollection(rules.values());
  }

  boolean admit(State state, UserId person) {
    return all.stream().allMatch(behaviour -> behaviour.admits(state, person));
  }

  /** Lets each behaviour do what follows an entry. What one of them cannot do keeps nobody else from doing their part. */
  void after(Entry entry, RoomEffects room) {
    for (Behaviour behaviour : all) {
      try {
        behaviour.after(entry, room);
      } catch (RuntimeException unexpected) {
        log.error("What follows entry {} of lecture {} was left undone", entry.seq(), entry.lecture(), unexpected);
      }
    }
  }

  void prepare(RoomEffects room) {
    all.forEach(behaviour -> behaviour.prepare(room));
  }

  void tick(RoomEffects room) {
    all.forEach(behaviour -> behaviour.tick(room));
  }
}
