package org.lectern.lecture.event;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lectern.accounts.UserId;

/**
 * Who may ever see an entry. What is said to an audience is folded apart from what everyone hears, so that nobody's
 * state holds anything that was not said to them.
 */
public sealed interface Audience extends Comparable<Audience> {

  Audience EVERYONE = new Everyone();

  /** Instructors and assistants of the course. */
  Audience STAFF = new Staff();

  /** How an audience is written in the log and on the wire, such as {@code group:table-3:staff}. */
  String key();

  @Override
  default int compareTo(Audience other) {
    return key().compareTo(other.key());
  }

  record Everyone() implements Audience {
    @Override
    public String key() {
      return "everyone";
    }
  }

  record Staff() implements Audience {
    @Override
    public String key() {
      return "staff";
    }
  }

  /** These people and nobody else, not even those who teach unless they are among them. */
  record People(List<UserId> people) implements Audience {

    private static final String PREFIX = "people:";

    /** Puts the people in the order of their numbers, so that the same people are the same audience. */
    public People {
      people = people.stream().distinct().sorted((one, other) -> Long.compare(one.value(), other.value())).toList();
      if (people.isEmpty()) {
        throw new IllegalArgumentException("An audience of people names somebody");
      }
    }

    @Override
    public String key() {
      return people.stream().map(UserId::toString).collect(Collectors.joining(",", PREFIX, ""));
    }
  }

  /**
   * Whoever is in a group at the time, with or without those who teach. {@link Group.Changed} says who is in it. That staff hears
   * something is part of whom it was said to, so what was said among few stays among them whatever becomes of the group.
   *
   * @param name 1 to 40 small letters, digits and hyphens
   * @param staff whether those who teach hear it too
   */
  record OfGroup(String name, boolean staff) implements Audience {

    private static final String PREFIX = "group:";
    private static final String LINE = "line-";
    private static final String AND_STAFF = ":staff";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    public OfGroup {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("Not the name of a group: " + name);
      }
    }

    @Override
    public String key() {
      return PREFIX + name + (staff ? AND_STAFF : "");
    }

    /** Whether it is somebody's line with those who teach, whom nobody has to put into it. */
    public boolean isLineOf(UserId person) {
      return name.equals(LINE + person);
    }

    private static OfGroup of(String key) {
      String name = key.substring(PREFIX.length());
      return name.endsWith(AND_STAFF)
          ? new OfGroup(name.substring(0, name.length() - AND_STAFF.length()), true)
          : new OfGroup(name, false);
    }
  }

  static Audience people(Collection<UserId> people) {
    return new People(List.copyOf(people));
  }

  /** The members alone. */
  static Audience group(String name) {
    return new OfGroup(name, false);
  }

  /** One person and those who teach, whoever they come to be. */
  static Audience line(UserId person) {
    return new OfGroup(OfGroup.LINE + person, true);
  }

  static Audience groupAndStaff(String name) {
    return new OfGroup(name, true);
  }

  /**
   * Reads what {@link #key} wrote. Logs from before there were groups have the first two in capitals.
   *
   * @throws IllegalArgumentException when it is no audience
   */
  static Audience of(String key) {
    return switch (key.toLowerCase(Locale.ROOT)) {
      case "everyone" -> EVERYONE;
      case "staff" -> STAFF;
      case String group when group.startsWith(OfGroup.PREFIX) -> OfGroup.of(group);
      case String people when people.startsWith(People.PREFIX) ->
          people(
              Stream.of(people.substring(People.PREFIX.length()).split(",", -1))
                  .map(number -> new UserId(Long.parseLong(number)))
                  .collect(Collectors.toList()));
      default -> throw new IllegalArgumentException("No such audience: " + key);
    };
  }
}
