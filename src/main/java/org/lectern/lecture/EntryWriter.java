package org.lectern.lecture;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.EventTypes;
import org.lectern.lecture.event.LectureEvent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Writes entries as clients read them, live and later. People are numbers in the log and have names here. */
public final class EntryWriter {

  private final JsonMapper mapper;

  /** @param names who somebody is */
  public EntryWriter(Function<UserId, Named> names) {
    mapper =
        JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(UserId.class, new PersonWithName(names)))
            .build();
  }

  /** Somebody on the wire; {@code role} in lower case. */
  public record Named(long id, String name, String role) {}

  public byte[] write(Entry entry) {
    return mapper.writeValueAsBytes(item(entry, null));
  }

  /** An entry that was said after the lecture, with the wall clock when. */
  byte[] writeLate(Entry entry) {
    return mapper.writeValueAsBytes(item(entry, entry.saidAt().toEpochMilli()));
  }

  private static Item item(Entry entry, @Nullable Long saidAt) {
    LectureEvent event = entry.event();
    return new Item(EventTypes.nameOf(event), entry.seq(), entry.at(), saidAt, entry.by(), to(entry.to()), event);
  }

  /** Nothing for what everyone may see, which is nearly all. */
  private static @Nullable String to(Audience audience) {
    return audience.equals(Audience.EVERYONE) ? null : audience.key();
  }

  private record Item(
      String type,
      long seq,
      long at,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long saidAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UserId by,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String to,
      LectureEvent data) {}

  private static final class PersonWithName extends ValueSerializer<UserId> {
    private final Function<UserId, Named> names;

    PersonWithName(Function<UserId, Named> names) {
      this.names = names;
    }

    @Override
    public void serialize(UserId person, JsonGenerator json, SerializationContext context) {
      context.writeValue(json, names.apply(person));
    }
  }
}
