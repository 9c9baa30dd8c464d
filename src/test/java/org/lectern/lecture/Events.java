package org.lectern.lecture;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Pair;

/** One example of any kind of event, made from the kind itself, so that a new kind is tested without being asked. */
final class Events {

  private Events() {}

  static LectureEvent example(Class<? extends LectureEvent> kind) {
    return record(kind);
  }

  private static <R> R record(Class<R> kind) {
    try {
      Object[] values = Arrays.stream(kind.getRecordComponents()).map(Events::value).toArray();
      Class<?>[] types = Arrays.stream(kind.getRecordComponents()).map(RecordComponent::getType).toArray(Class[]::new);
      return kind.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Object value(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == String.class) {
      return component.getName().equals("group") ? "table-1" : "a text with ünïcode";
    } else if (type == long.class || type == Long.class) {
      return 4711L;
    } else if (type == int.class) {
      return 7;
    } else if (type == boolean.class || type == Boolean.class) {
      return true;
    } else if (type == UserId.class) {
      return new UserId(42);
    } else if (component.getGenericType().getTypeName().startsWith("java.util.Map<java.lang.Long")) {
      return Map.of(4711L, 3);
    } else if (type == Map.class) {
      return Map.of("heart", 3);
    } else if (type == double.class || type == Double.class) {
      return 0.5;
    } else if (component.getGenericType().getTypeName().equals("java.util.List<java.lang.Long>")) {
      return List.of(4711L, 4712L);
    } else if (component.getGenericType().getTypeName().equals("java.util.List<java.lang.String>")) {
      return List.of("one", "another");
    } else if (component.getGenericType().getTypeName().contains("java.util.List<java.lang.Double>")) {
      return List.of(1.5, 2.0);
    } else if (component.getGenericType().getTypeName().contains("Pair$Said")) {
      return List.of(record(Pair.Said.class));
    } else if (type == List.class) {
      return List.of(new UserId(42), new UserId(43));
    } else if (type.isEnum()) {
      return type.getEnumConstants()[0];
    } else if (type.isRecord()) {
      return record(type);
    }
    throw new AssertionError("No example of " + type);
  }
}
