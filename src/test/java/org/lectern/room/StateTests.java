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
import org.lectern.lecture.event.Pair;
import org.lectern.lecture.event.Person;
import org.lectern.lecture.event.Poll;
import org.lectern.lecture.event.Question;
import org.lectern.lecture.event.Reaction;
import org.lectern.lecture.event.Slide;
import org.lectern.lecture.event.Timer;
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
  /** More than there will be, so that the numbers of entries stay. */
  private static final int ROOM_FOR_KINDS = 128;

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
    State state = State.EMPTY.with(ofEachKind());
    Wire wire = new Wire(person -> new Member(person, "Someone", CourseRole.STUDENT));
    String digests =
        Slices.ALL.stream()
            .map(slice -> "%-12s %s%n".formatted(slice.fold(), digest(wire, slice, state)))
            .collect(Collectors.joining());

    assertThat(digests)
        .as("whose digest has changed folds otherwise: raise the version of that slice, then write down its digest here")
        .isEqualTo(
            """
            lecture.1    8c4942d7223564f6
            chat.2       4718a2ecd6c23438
            hands.1      b154ef94fd7086cd
            floor.1      0cf3c95ff9841c72
            slides.1     3d396ce12a37c30f
            pace.2       e4df159c9de3179d
            reactions.1  3edab714197008b2
            marks.1      e767db03284ab547
            removed.2    dbccc6357e0871f4
            groups.1     1c3ea7466c01b8a7
            timer.1      5bdb6c0c8d1350a1
            polls.2      317e65d0dc66cb92
            prepared.1   4c1bd26a04411135
            questions.2  f88124b1a74d1f72
            askers.2     add2b0b9fffef7af
            questionRules.1 1c16435ab8a9fe07
            pairs.1      73f45f645852b504
            pair.1       fa7bf4b22bbebe86
            """);
  }

  private static <S> String digest(Wire wire, Slice<S> slice, State state) {
    Map<String, Object> byAudience = new TreeMap<>(Map.of("everyone", state.get(slice)));
    state.sides().keySet().stream()
        .filter(audience -> !audience.key().startsWith("group:line-") || !state.get(slice, audience).equals(slice.empty()))
        .forEach(audience -> byAudience.put(audience.key(), state.get(slice, audience)));
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

    assertThat(snapshot.length).isLessThan(190_000);
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
    return KINDS.get(random.nextInt(KINDS.size())).at(random, seq, people);
  }

  /** Makes an event of one kind. */
  @FunctionalInterface
  private interface Kind {
    LectureEvent at(Random random, int seq, int people);
  }

  /** New kinds come last, so that what the digests of the others are made of stays as it is. */
  private static final List<Kind> KINDS =
      List.of(
          (random, seq, people) -> new Chat.Posted("message " + seq, random.nextBoolean()),
          (random, seq, people) -> new Chat.Edited(1 + random.nextInt(seq), "edited"),
          (random, seq, people) -> new Chat.Removed(1 + random.nextInt(seq)),
          (random, seq, people) -> random.nextBoolean() ? new Chat.Locked() : new Chat.Unlocked(),
          (random, seq, people) -> new Lifecycle.Started(1000),
          (random, seq, people) -> new Lifecycle.Paused(random.nextBoolean() ? null : 5L),
          (random, seq, people) -> new Lifecycle.Resumed(),
          (random, seq, people) -> new Lifecycle.Ended(),
          (random, seq, people) -> new Lifecycle.Interrupted(1, 2),
          (random, seq, people) -> new Hand.Raised(random.nextBoolean() ? null : Hand.Reason.QUESTION),
          (random, seq, people) -> new Hand.Lowered(person(random, people)),
          (random, seq, people) -> new Hand.AllLowered(),
          (random, seq, people) -> new Floor.Given(person(random, people)),
          (random, seq, people) -> new Floor.Taken(person(random, people)),
          (random, seq, people) -> new Slide.Shown(new Slide.Deck(1 + random.nextInt(3), "Week", 9)),
          (random, seq, people) -> new Slide.Turned(1 + random.nextInt(9)),
          (random, seq, people) -> new Pace.Lost("mark" + random.nextInt(4)),
          (random, seq, people) -> new Pace.Found("mark" + random.nextInt(4)),
          (random, seq, people) -> new Reaction.Counted(Map.of("heart", 1 + random.nextInt(3))),
          (random, seq, people) -> new Person.Removed(person(random, people)),
          (random, seq, people) ->
              new Group.Changed(
                  "table-" + random.nextInt(3),
                  Stream.generate(() -> person(random, people)).limit(random.nextInt(4)).distinct().toList()),
          (random, seq, people) -> new Timer.Started(60),
          (random, seq, people) -> new Timer.Extended(30),
          (random, seq, people) -> new Timer.Stopped(),
          (random, seq, people) -> new Person.Restored(person(random, people)),
          (random, seq, people) -> new Poll.Prepared(question(random), List.of("1"), null, random.nextBoolean() ? null : "It is denser."),
          (random, seq, people) ->
              new Poll.Opened(seq - 1, question(random), Poll.Names.values()[random.nextInt(3)], random.nextBoolean(), random.nextBoolean() ? null : 60L),
          (random, seq, people) -> new Poll.Extended(seq - 1, 30),
          (random, seq, people) -> new Poll.Answered(seq - 2, random.nextInt(9)),
          (random, seq, people) -> new Poll.Counted(seq - 3, tally(random)),
          (random, seq, people) -> new Poll.Closed(seq - 4 - ROOM_FOR_KINDS * random.nextInt(2)),
          (random, seq, people) -> new Poll.Shown(seq - 5 - ROOM_FOR_KINDS * random.nextInt(2), tally(random), List.of("1"), null, "It is denser."),
          (random, seq, people) -> new Poll.Hidden(seq - 6 - ROOM_FOR_KINDS * random.nextInt(4)),
          (random, seq, people) -> new Poll.Reopened(seq - 7 - ROOM_FOR_KINDS * random.nextInt(4), random.nextBoolean() ? null : 60L),
          (random, seq, people) -> new Question.Written("What is a slab " + seq + "?", null, null, null),
          (random, seq, people) -> new Question.Asked("Why no volcanoes at the trench?", random.nextBoolean() ? null : seq - 1L, null, null, null),
          (random, seq, people) -> new Question.Edited(seq - 1 - ROOM_FOR_KINDS * random.nextInt(4), "Why none at the trench?"),
          (random, seq, people) -> new Question.Withdrawn(seq - 2 - ROOM_FOR_KINDS * random.nextInt(9)),
          (random, seq, people) -> new Question.Voted(Map.of(seq - 3L, 1 + random.nextInt(9), seq - 3L - ROOM_FOR_KINDS, 2)),
          (random, seq, people) -> new Question.Taken(seq - 4 - ROOM_FOR_KINDS * random.nextInt(3)),
          (random, seq, people) -> new Question.Answered(seq - 5 - ROOM_FOR_KINDS * random.nextInt(3), random.nextBoolean() ? null : "The slab melts deeper.", null),
          (random, seq, people) -> new Question.PutBack(seq - 6 - ROOM_FOR_KINDS * random.nextInt(9)),
          (random, seq, people) -> new Question.Dismissed(seq - 7 - ROOM_FOR_KINDS * random.nextInt(9)),
          (random, seq, people) -> new Question.Merged(seq - 8 - ROOM_FOR_KINDS * random.nextInt(4), seq - 8 - ROOM_FOR_KINDS * random.nextInt(4)),
          (random, seq, people) -> new Question.Ruled(random.nextBoolean(), random.nextBoolean()),
          (random, seq, people) ->
              new Question.Written("Is it hot " + seq + "?", Question.Names.values()[random.nextInt(3)], random.nextBoolean() ? true : null, random.nextBoolean() ? true : null),
          (random, seq, people) -> new Question.Approved(seq - 1 - ROOM_FOR_KINDS * random.nextInt(2)),
          (random, seq, people) -> new Question.Declined(seq - 2 - ROOM_FOR_KINDS * random.nextInt(3)),
          (random, seq, people) ->
              new Question.Asked("Is it hot?", seq - 3L, random.nextBoolean() ? null : person(random, people), random.nextBoolean() ? true : null, random.nextBoolean() ? true : null),
          (random, seq, people) -> new Question.Carried(4, 7, "Why is it hot?", random.nextBoolean() ? null : person(random, people)),
          (random, seq, people) -> new Question.Answered(seq - 2 - ROOM_FOR_KINDS * random.nextInt(2), null, true),
          (random, seq, people) -> random.nextBoolean() ? new Pace.Slower("mark" + random.nextInt(4)) : new Pace.Faster("mark" + random.nextInt(4)),
          (random, seq, people) -> new Pace.Explained(),
          (random, seq, people) -> new Pair.Planned(random.nextInt(3)),
          (random, seq, people) -> new Pair.Began(random.nextInt(3), random.nextBoolean(), random.nextBoolean() ? null : 60L),
          (random, seq, people) -> new Pair.Extended(random.nextInt(3), 30),
          (random, seq, people) ->
              new Pair.Met("table-1", List.of(person(random, people)), List.of(new Pair.Said(person(random, people), List.of("1")))),
          (random, seq, people) -> new Pair.Left("table-1", person(random, people)),
          (random, seq, people) -> new Pair.Wrote("table-1", "message " + seq),
          (random, seq, people) -> new Pair.Ended(random.nextInt(3)),
          (random, seq, people) ->
              new Chat.Posted("reply " + seq, false, Math.max(1, seq - 45L), random.nextBoolean() ? null : person(random, people), List.of(person(random, people)), null, null),
          (random, seq, people) -> new Chat.Pinned(List.of(Math.max(1, seq - 1L), Math.max(1, seq - 46L))),
          (random, seq, people) -> new Chat.Reacted(Math.max(1, seq - 2L - random.nextInt(2) * 45), random.nextBoolean() ? Map.of() : Map.of("heart", 1 + random.nextInt(9))),
          (random, seq, people) -> random.nextBoolean() ? new Chat.Slowed(random.nextInt(60)) : new Chat.Moderated(random.nextBoolean()),
          (random, seq, people) -> new Chat.Held("may I " + seq, null, null, new UserId(1 + seq % 2)),
          (random, seq, people) -> new Chat.Settled(Math.max(1, seq - 1L - ROOM_FOR_KINDS * random.nextInt(3)), new UserId(1 + (seq - 1) % 2), random.nextBoolean()),
          (random, seq, people) -> new Chat.Ruled(List.of("rubbish"), random.nextBoolean(), random.nextBoolean(), random.nextInt(60)));

  private static Poll.Question question(Random random) {
    return new Poll.Question(Poll.Kind.values()[random.nextInt(5)], "Why does it sink?", List.of("It is thinner", "It is denser"));
  }

  private static Poll.Tally tally(Random random) {
    int right = random.nextInt(9);
    return new Poll.Tally(right + 2, Map.of("0", 2, "1", right), random.nextInt(2));
  }

  /** Two hundred of each kind in turns, each kind by chances of its own: what one says is the same whichever others there are. */
  private static List<Entry> ofEachKind() {
    List<Random> chances = IntStream.range(0, KINDS.size()).mapToObj(Random::new).toList();
    List<Entry> entries = new ArrayList<>();
    for (int round = 1; round <= 200; round++) {
      for (int kind = 0; kind < KINDS.size(); kind++) {
        Random random = chances.get(kind);
        int seq = round * ROOM_FOR_KINDS + kind;
        LectureEvent event = KINDS.get(kind).at(random, seq, 6);
        UserId by = event.isAnonymous() ? null : person(random, 6);
        Audience to = random.nextInt(4) == 0 ? fewer(random, 6) : event.audience();
        entries.add(new Entry(LECTURE, seq, seq * 1_000L, Instant.EPOCH, by, to, event));
      }
    }
    return entries;
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
