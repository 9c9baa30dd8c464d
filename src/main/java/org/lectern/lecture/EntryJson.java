package org.lectern.lecture;

import org.lectern.accounts.UserId;
import org.lectern.lecture.event.EventTypes;
import org.lectern.lecture.event.LectureEvent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Writes events and states as the database keeps them. People are numbers there, so that no name is ever written. */
final class EntryJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(UserId.class, new PersonAsNumber())
                  .addDeserializer(UserId.class, new NumberAsPerson()))
          // What was written by a newer version, or with a field since dropped, stays readable.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // And what was written before a field was there.
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private EntryJson() {}

  static String write(Object kept) {
    return MAPPER.writeValueAsString(kept);
  }

  static LectureEvent read(String type, String data) {
    return read(EventTypes.named(type), data);
  }

  static <T> T read(Class<T> type, String data) {
    return MAPPER.readValue(data, type);
  }

  private static final class PersonAsNumber extends ValueSerializer<UserId> {
    @Override
    public void serialize(UserId person, JsonGenerator json, SerializationContext context) {
      json.writeNumber(person.value());
    }
  }

  private static final class NumberAsPerson extends ValueDeserializer<UserId> {
    @Override
    public UserId deserialize(JsonParser json, DeserializationContext context) {
      return new UserId(json.getLongValue());
    }
  }
}
