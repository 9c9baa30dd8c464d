package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.Entry;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.Chat;
import org.lectern.lecture.event.EventTypes;
import org.lectern.lecture.event.Floor;
import org.lectern.lecture.event.Group;
import org.lectern.lecture.event.Hand;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Lifecycle;
import org.lectern.lecture.event.Pace;
import org.lectern.lecture.event.Person;
import org.lectern.lecture.event.Reaction;
import org.lectern.lecture.event.Slide;
import org.lectern.room.chat.ChatState;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

class StateTests {

  static final LectureId LECTURE = new LectureId(1);
  static final Path FIXTURES = Path.of("src/test/resources/fixtures/fold");

  /** JavaScript's fold answers to the same files in {@code log.test.js}. */
  @TestFactory
  Stream<DynamicTest> foldsEntriesToTheStateThatJavaScriptFoldsThemTo() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files.sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> folds(file)));
    }
  }

  private static void folds(Path file) throws IOException {
    JsonNode fixture = new JsonMapper().readTree(Files.readString(file));
    Names names = new Names();
    JsonMapper reader = names.reader();
    State state = State.EMPTY;
    for (JsonNode item : fixture.get("entries")) {
      LectureEvent event = reader.treeToValue(item.get("data"), EventTypes.named(item.get("type").stringValue()));
      UserId by = item.has("by") ? reader.treeToValue(item.get("by"), UserId.class) : null;
      Audience to = item.has("to") ? Audience.of(item.get("to").stringValue()) : Audience.EVERYONE;
      state = state.with(new Entry(LECTURE, item.get("seq").longValue(), item.get("at").longValue(), Instant.EPOCH, by, to, event));
    }
    JsonNode folded = new JsonMapper().readTree(new EncodedState(state, new Wire(names::find)).seenBy(_ -> true));
    assertThat(folded).isEqualTo(new JsonMapper().readTree(fixture.get("state").toString()));
  }

  @RepeatedTest(50)
  void joiningAtAnyMomentAndFollowingIsTheSameAsHavingBeenThereFromTheBeginning(RepetitionInfo repetition) {
    List<Entry> entries = entries(new Random(repetition.getCurrentRepetition()), 400);
    State fromTheBeginning = State.EMPTY.with(entries);
    for (int joined = 0; joined <= entries.size(); joined += 23) {
      State snapshot = State.EMPTY.with(entries.subList(0, joined));
      assertThat(snapshot.with(entries.subList(joined, entries.size()))).isEqualTo(fromTheBeginning);
    }
  }

  @Test
  void whoeverChangesTheFoldOfASliceRaisesItsVersion() {
    State state = State.EMPTY.with(entries(new Random(7), 2_000));
    Wire wire = new Wire(person -> new Member(person, "Someone", CourseRole.STUDENT));
    String digests =
        Slices.ALL.stream()
            .map(slice -> "%-12s %s%n".formatted(slice.fold(), digest(wire, slice, state)))
            .collect(Collectors.joining());

    assertThat(digests)
        .as("whose digest has changed folds otherwise: raise the version of that slice, then write down its digest here")
        .isEqualTo(
            """
            lecture.1    1999159418a08564
            chat.1       e4dcb1e32c0d2c4d
            hands.1      8659aa3a29fdb343
            floor.1      94b47f45111a3204
            slides.1     e8f0239551f219c1
            pace.1       4541cb622d734e92
            reactions.1  b21132e1144c5058
            marks.1      65152d84e2493a2b
            removed.1    a77bc9df675b5919
            groups.1     46045cb83fee2292
            """);
  }

  private static <S> String digest(Wire wire, Slice<S> slice, State state) {
    Map<String, Object> byAudience = new TreeMap<>(Map.of("everyone", state.get(slice)));
    state.sides().keySet().forEach(audience -> byAudience.put(audience.key(), state.get(slice, audience)));
    return HexFormat.of().formatHex(sha256(wire.side(byAudience)), 0, 8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @RepeatedTest(20)
  void whatSomebodySeesIsTheFoldOfWhatTheyWereTold(RepetitionInfo repetition) {
    List<Entry> entries = entries(new Random(repetition.getCurrentRepetition()), 300);
    State whole = State.EMPTY.with(entries);
    Set<Audience> audiences = new HashSet<>(whole.sides().keySet());
    audiences.add(Audience.EVERYONE);
    assertThat(audiences).hasSizeGreaterThan(4);
    for (Audience audience : audiences) {
      Side told = State.EMPTY.with(entries.stream().filter(entry -> entry.to().equals(audience)).toList()).side(audience);
      assertThat(whole.side(audience)).isEqualTo(told);
    }
  }

  /** Ten thousand entries of everything, in a class of thirty. */
  @Test
  void aSnapshotOfALongLectureIsSmall() {
    State state = State.EMPTY.with(entries(new Random(11), 10_000, 30, false));
    byte[] snapshot = new EncodedState(state, new Wire(person -> new Member(person, "Somebody Longname", CourseRole.STUDENT))).seenBy(_ -> true);

    assertThat(snapshot.length).isLessThan(100_000);
  }

  @Test
  void aSnapshotOfAClassThatPastesCodeIsSmallToo() {
    String code = "0123456789".repeat(400);
    State state = State.EMPTY.with(IntStream.rangeClosed(1, 300).mapToObj(seq -> new Entry(LECTURE, seq, seq, Instant.EPOCH, new UserId(1), new Chat.Posted(code, false))).toList());
    byte[] snapshot = new EncodedState(state, new Wire(person -> new Member(person, "Someone", CourseRole.STUDENT))).seenBy(_ -> true);

    assertThat(snapshot.length).isLessThan(100_000);
    assertThat(state.get(ChatState.CHAT).messages()).hasSize(6);
  }

  /** Of everything, said by six people to everyone and, now and then, to fewer. */
  static List<Entry> entries(Random random, int count) {
    return entries(random, count, 6, true);
  }

  private static List<Entry> entries(Random random, int count, int people, boolean toFewer) {
    List<Entry> entries = new ArrayList<>();
    long at = -5_000;
    for (int seq = 1; seq <= count; seq++) {
      at += random.nextInt(20_000);
      LectureEvent event = event(random, seq, people);
      UserId by = event.isAnonymous() ? null : person(random, people);
      Audience to = toFewer && random.nextInt(4) == 0 ? fewer(random, people) : event.audience();
      entries.add(new Entry(LECTURE, seq, at, Instant.EPOCH, by, to, event));
    }
    return entries;
  }

  private static UserId person(Random random, int people) {
    return new UserId(1 + random.nextInt(people));
  }

  private static Audience fewer(Random random, int people) {
    return switch (random.nextInt(3)) {
      case 0 -> Audience.STAFF;
      case 1 -> new Audience.OfGroup("table-" + random.nextInt(2), random.nextBoolean());
      default -> Audience.people(List.of(person(random, people), person(random, people)));
    };
  }

  private static LectureEvent event(Random random, int seq, int people) {
    return switch (random.nextInt(21)) {
      case 0 -> new Lifecycle.Started(1000);
      case 1 -> new Lifecycle.Paused(random.nextBoolean() ? null : 5L);
      case 2 -> new Lifecycle.Resumed();
      case 3 -> new Lifecycle.Ended();
      case 4 -> new Lifecycle.Interrupted(1, 2);
      case 5 -> new Chat.Edited(1 + random.nextInt(seq), "edited");
      case 6 -> new Chat.Removed(1 + random.nextInt(seq));
      case 7 -> random.nextBoolean() ? new Chat.Locked() : new Chat.Unlocked();
      case 8 -> new Hand.Raised(random.nextBoolean() ? null : Hand.Reason.QUESTION);
      case 9 -> new Hand.Lowered(person(random, people));
      case 10 -> new Hand.AllLowered();
      case 11 -> new Floor.Given(person(random, people));
      case 12 -> new Floor.Taken(person(random, people));
      case 13 -> new Slide.Shown(new Slide.Deck(1 + random.nextInt(3), "Week", 9));
      case 14 -> new Slide.Turned(1 + random.nextInt(9));
      case 15 -> new Pace.Lost("mark" + random.nextInt(4));
      case 16 -> new Pace.Found("mark" + random.nextInt(4));
      case 17 -> new Reaction.Counted(Map.of("heart", 1 + random.nextInt(3)));
      case 19 ->
          new Group.Changed("table-" + random.nextInt(3), Stream.generate(() -> person(random, people)).limit(random.nextInt(4)).distinct().toList());
      case 18 -> new Person.Removed(person(random, people));
      default -> new Chat.Posted("message " + seq, random.nextBoolean());
    };
  }

  /** Fixtures are in the words of the wire, where people have names; what is learnt reading them is used to write. */
  private static final class Names {

    private final Map<UserId, Member> members = new HashMap<>();

    Member find(UserId person) {
      return members.get(person);
    }

    JsonMapper reader() {
      return JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addDeserializer(
                      UserId.class,
                      new ValueDeserializer<UserId>() {
                        @Override
                        public UserId deserialize(JsonParser json, DeserializationContext context) {
                          JsonNode person = context.readTree(json);
                          UserId id = new UserId(person.get("id").longValue());
                          CourseRole role = CourseRole.valueOf(person.get("role").stringValue().toUpperCase());
                          members.put(id, new Member(id, person.get("name").stringValue(), role));
                          return id;
                        }
                      }))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
    }
  }
}
