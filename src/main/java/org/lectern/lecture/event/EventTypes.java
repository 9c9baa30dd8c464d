package org.lectern.lecture.event;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The names of events on the wire and in the log, read off the vocabulary itself: {@code chat.posted} is {@link Chat.Posted}. */
public final class EventTypes {

  private static final Map<String, Class<? extends LectureEvent>> BY_NAME = new TreeMap<>();
  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> kind) {
          return topic(topicOf(kind)) + "." + lowerFirst(kind.getSimpleName());
        }
      };

  static {
    Arrays.stream(LectureEvent.class.getPermittedSubclasses())
        .flatMap(topic -> Arrays.stream(topic.getPermittedSubclasses()))
        .map(kind -> kind.<LectureEvent>asSubclass(LectureEvent.class))
        .forEach(kind -> BY_NAME.put(NAMES.get(kind), kind));
  }

  private EventTypes() {}

  /** The name of an event's kind, such as {@code hand.raised}. */
  public static String nameOf(LectureEvent event) {
    return nameOf(event.getClass());
  }

  /** The name of a kind of event. */
  public static String nameOf(Class<? extends LectureEvent> kind) {
    return NAMES.get(kind);
  }

  /** Whether this build knows such a kind. A node of the next version may have said one that it does not. */
  public static boolean knows(String name) {
    return BY_NAME.containsKey(name);
  }

  /** @throws IllegalArgumentException when no such kind is known */
  public static Class<? extends LectureEvent> named(String name) {
    Class<? extends LectureEvent> kind = BY_NAME.get(name);
    if (kind == null) {
      throw new IllegalArgumentException("No event is called " + name);
    }
    return kind;
  }

  public static Map<String, Class<? extends LectureEvent>> all() {
    return Collections.unmodifiableMap(BY_NAME);
  }

  /** The first part of the names of a topic's events: {@code chat} for {@link Chat}. */
  public static String topic(Class<? extends LectureEvent> topic) {
    Topic named = topic.getAnnotation(Topic.class);
    return named == null ? lowerFirst(topic.getSimpleName()) : named.value();
  }

  private static Class<? extends LectureEvent> topicOf(Class<?> kind) {
    return kind.getInterfaces()[0].asSubclass(LectureEvent.class);
  }

  private static String lowerFirst(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
