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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.lectern.lecture.event.Hand;
import org.lectern.lecture.event.Lecture;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Pace;
import org.lectern.lecture.event.Person;
import org.lectern.lecture.event.Reaction;
import org.lectern.lecture.event.Slide;
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
      state = state.with(new Entry(LECTURE, item.get("seq").longValue(), item.get("at").longValue(), Instant.EPOCH, by, event));
    }
    JsonNode folded = new JsonMapper().readTree(new Wire(names::find).state(state));
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
  void whoeverChangesTheFoldNamesItAnew() {
    State state = State.EMPTY.with(entries(new Random(7), 2_000));
    String digest = HexFormat.of().formatHex(sha256(new Wire(person -> new Member(person, "Someone", CourseRole.STUDENT)).state(state)));

    assertThat(State.FOLD + " " + digest).as("raise State.FOLD, then write down its digest here").isEqualTo("1 289784d7f8e2b5c90625ddee030e59c7dbd1df8b2e8bb793cb21f2d8ef191745");
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @RepeatedTest(20)
  void aStudentsSnapshotIsTheFoldOfWhatAStudentMaySee(RepetitionInfo repetition) {
    List<Entry> entries = entries(new Random(repetition.getCurrentRepetition()), 300);
    List<Entry> visible = entries.stream().filter(entry -> entry.event().audience() == Audience.EVERYONE).toList();
    State seen = State.EMPTY.with(visible);
    assertThat(State.EMPTY.with(entries).forEveryone().with(List.of()))
        .usingRecursiveComparison()
        .ignoringFields("seq")
        .isEqualTo(seen.forEveryone());
    assertThat(seen).isEqualTo(seen.forEveryone());
  }

  static List<Entry> entries(Random random, int count) {
    List<Entry> entries = new ArrayList<>();
    long at = -5_000;
    for (int seq = 1; seq <= count; seq++) {
      at += random.nextInt(20_000);
      LectureEvent event = event(random, seq);
      UserId by = event.isAnonymous() ? null : person(random);
      entries.add(new Entry(LECTURE, seq, at, Instant.EPOCH, by, event));
    }
    return entries;
  }

  private static UserId person(Random random) {
    return new UserId(1 + random.nextInt(6));
  }

  private static LectureEvent event(Random random, int seq) {
    return switch (random.nextInt(20)) {
      case 0 -> new Lecture.Started(1000);
      case 1 -> new Lecture.Paused(random.nextBoolean() ? null : 5L);
      case 2 -> new Lecture.Resumed();
      case 3 -> new Lecture.Ended();
      case 4 -> new Lecture.Interrupted(1, 2);
      case 5 -> new Chat.Edited(1 + random.nextInt(seq), "edited");
      case 6 -> new Chat.Removed(1 + random.nextInt(seq));
      case 7 -> random.nextBoolean() ? new Chat.Locked() : new Chat.Unlocked();
      case 8 -> new Hand.Raised(random.nextBoolean() ? null : Hand.Reason.QUESTION);
      case 9 -> new Hand.Lowered(person(random));
      case 10 -> new Hand.AllLowered();
      case 11 -> new Floor.Given(person(random));
      case 12 -> new Floor.Taken(person(random));
      case 13 -> new Slide.Shown(new Slide.Deck(1 + random.nextInt(3), "Week", 9));
      case 14 -> new Slide.Turned(1 + random.nextInt(9));
      case 15 -> new Pace.Lost("mark" + random.nextInt(4));
      case 16 -> new Pace.Found("mark" + random.nextInt(4));
      case 17 -> new Reaction.Counted(Map.of("heart", 1 + random.nextInt(3)));
      case 18 -> new Person.Removed(person(random));
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
