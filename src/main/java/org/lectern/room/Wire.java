package org.lectern.room;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.EntryWriter.Named;
import org.lectern.lecture.EntryWriter;
import org.lectern.lecture.event.Audience;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** What goes down to clients, item by item, as {@code protocol.md} says. Each item is encoded once. */
final class Wire {

  /** People are numbers in the log and have names on the wire. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(UserId.class, new PersonWithName()))
          .build();

  private final ObjectWriter writer;
  private final Function<UserId, Member> names;
  private final EntryWriter entries;

  /** @param names who stands behind a number */
  Wire(Function<UserId, Member> names) {
    this.names = names;
    entries = new EntryWriter(person -> named(names.apply(person)));
    writer = MAPPER.writer().withAttribute(PersonWithName.class, names);
  }

  byte[] entry(Entry entry) {
    return entries.write(entry);
  }

  /** What everyone was told, or, with {@link Side#told}, what was told to fewer. */
  byte[] side(Map<String, Object> slices) {
    return write(slices);
  }

  /** @param state as {@link EncodedState} has it, whose parts are encoded once for all who are sent them */
  byte[] snapshot(byte[] state, long seq, long at, Member you, People people) {
    byte[] beginning = ascii("{\"type\":\"snapshot\",\"seq\":%d,\"at\":%d,\"state\":".formatted(seq, at));
    byte[] rest = write(new ForOne(inTheRoom(you), people, Version.Told.HERE));
    return ByteBuffer.allocate(beginning.length + state.length + rest.length)
        .put(beginning)
        .put(state)
        .put((byte) ',')
        .put(rest, 1, rest.length - 1) // without its opening brace
        .array();
  }

  /** Somebody has come into an audience and is told what was said to it so far, or has left it and forgets that. */
  byte[] side(Audience audience, byte @Nullable [] state) {
    byte[] beginning = ascii("{\"type\":\"side\",\"to\":\"%s\",\"state\":".formatted(audience.key()));
    byte[] told = state == null ? ascii("null") : state;
    return ByteBuffer.allocate(beginning.length + told.length + 1).put(beginning).put(told).put((byte) '}').array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  byte[] resumed(long seq, long at, Member you, People people) {
    return write(new Resumed("resumed", seq, at, inTheRoom(you), people, Version.Told.HERE));
  }

  byte[] ack(UUID id, long seq) {
    return write(new Ack("ack", id, seq));
  }

  /**
   * @param retry whether the same command may well be accepted when it is sent again
   */
  byte[] rejected(UUID id, String message, boolean retry) {
    return write(new Refused("rejected", id, message, retry));
  }

  byte[] beat(long at) {
    return write(new Beat("beat", at));
  }

  /** This node is about to stop: whoever is told opens a line to another before they let go of this one. */
  byte[] move() {
    return ascii("{\"type\":\"move\"}");
  }

  /** @param signal an object with a field {@code type} */
  byte[] signal(Object signal) {
    return write(signal);
  }

  byte[] people(int here, Collection<Member> joined, Collection<UserId> left) {
    return write(
        new PeopleChanged(
            "people", here, joined.stream().map(this::inTheRoom).toList(), left.stream().map(UserId::value).toList()));
  }

  /** Earlier items of a slice, as an answer over HTTP. */
  byte[] earlier(List<?> items) {
    return write(new Earlier(items));
  }

  /** Who is here, as an answer over HTTP. */
  byte[] people(int here, Collection<Member> found) {
    return write(new Found(here, found.stream().map(this::inTheRoom).toList()));
  }

  People people(int here, int enrolled, Duration staffAway, Collection<Member> firstPage) {
    return new People(here, enrolled, staffAway.toMillis(), firstPage.stream().map(this::inTheRoom).toList());
  }

  private byte[] write(Object item) {
    return writer.writeValueAsBytes(item);
  }

  /** As the others of the course tell them from a namesake; a socket knows its person's name alone. */
  private Named inTheRoom(Member member) {
    return named(names.apply(member.id()));
  }

  private static Named named(Member member) {
    return new Named(member.id().value(), member.name(), member.role().name().toLowerCase(Locale.ROOT));
  }

  /**
   * Who is in the room, for someone who comes in: a count and the first page.
   *
   * @param staffAway for how long nobody who teaches has been there, ms; 0 while somebody is
   */
  record People(int here, int enrolled, long staffAway, List<Named> list) {

    People {
      list = List.copyOf(list);
    }
  }

  /** What differs from one newcomer's snapshot to the next. */
  private record ForOne(Named you, People people, Version.Told version) {}

  private record Resumed(String type, long seq, long at, Named you, People people, Version.Told version) {}

  private record Ack(String type, UUID id, long seq) {}

  private record Refused(String type, UUID id, String message, boolean retry) {}

  private record Earlier(List<?> items) {}

  private record Found(int here, List<Named> people) {}

  private record Beat(String type, long at) {}

  private record PeopleChanged(String type, int here, List<Named> joined, List<Long> left) {}

  private static final class PersonWithName extends ValueSerializer<UserId> {
    @Override
    public void serialize(UserId person, JsonGenerator json, SerializationContext context) {
      @SuppressWarnings("unchecked") // set by the constructor and nobody else
      Function<UserId, Member> names = (Function<UserId, Member>) context.getAttribute(PersonWithName.class);
      context.writeValue(json, named(names.apply(person)));
    }
  }
}
