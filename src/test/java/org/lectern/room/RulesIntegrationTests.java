package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.EventTypes;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules of all behaviours, held to what is written down for people, and to what a room really does. */
@LecternTest
class RulesIntegrationTests {

  private static final String NOT_ALLOWED = "Your part in this course does not include this.";

  /** Said by Lectern itself, or by what is still to be built, and so by no command. */
  private static final Set<String> SAID_BY_NO_COMMAND = Set.of("lecture.interrupted", "question.ruled", "reaction.counted", "group.changed", "poll.answered", "poll.counted", "question.voted", "pair.met", "pair.left", "chat.reacted", "chat.ruled");

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired Behaviours behaviours;

  final Map<CourseRole, RoomClient> clients = new EnumMap<>(CourseRole.class);
  User amara;

  @BeforeEach
  void oneOfEachRoleIsInARoom() {
    amara = classroom.person("Amara Osei");
    Course course = classroom.course(amara);
    LectureId lecture = classroom.lecture(course).id();
    for (CourseRole role : CourseRole.values()) {
      User person = role == CourseRole.INSTRUCTOR ? amara : classroom.enrolled(course, "One " + role, role);
      clients.put(role, RoomClient.join(port, classroom.cookie(person), lecture.value(), 0));
    }
  }

  @AfterEach
  void theyLeave() {
    clients.values().forEach(RoomClient::close);
  }

  @Test
  void theProtocolSaysOfEachCommandWhatItsRuleSays() {
    assertThat(written(ProtocolTable.commands())).isEqualTo(declared(rule -> !rule.isSignal()));
  }

  @Test
  void theProtocolSaysOfEachSignalWhatItsRuleSays() {
    assertThat(written(ProtocolTable.signals())).isEqualTo(declared(Rule::isSignal));
  }

  /** What the protocol says is tried: each command by each role, over a socket. */
  @Test
  void everyoneMayDoWhatTheProtocolSaysAndNothingElse() {
    Map<String, Object> fields = new HashMap<>(Map.of("text", "Hello", "seq", 9_999, "person", amara.id().value(), "deck", 9_999, "page", 1, "minutes", 5, "seconds", 60));
    fields.putAll(Map.of("kind", "text", "question", "Why?", "prepared", 9_999, "names", "staff", "poll", 9_999, "answer", List.of("Because"), "of", 9_999, "into", 9_998));
    fields.put("lecture", 9_999);
    fields.putAll(Map.of("line", amara.id().value(), "on", true));
    ProtocolTable.commands()
        .forEach(
            (command, row) ->
                clients.forEach(
                    (role, client) -> {
                      JsonNode answer = client.answer(client.send(command, fields));
                      assertThat(answer.path("message").asString("").equals(NOT_ALLOWED))
                          .as("%s may not say %s: %s", role, command, answer)
                          .isEqualTo(!row.allows(role));
                    }));
  }

  @Test
  void whoMayNotPointIsNotSeenPointing() {
    clients.forEach((role, client) -> client.sendText("{\"type\":\"pointer\",\"x\":0.%d,\"y\":0}".formatted(1 + role.ordinal())));
    RoomClient teacher = clients.get(CourseRole.INSTRUCTOR);
    Stream.of(CourseRole.INSTRUCTOR, CourseRole.ASSISTANT).forEach(role -> teacher.await(item -> pointsAt(item, role)));
    clients.values().forEach(client -> client.answer(client.send("hand.lower", Map.of()))); // each was heard after its pointer
    assertThat(teacher.items()).noneMatch(item -> pointsAt(item, CourseRole.STUDENT) || pointsAt(item, CourseRole.OBSERVER));
  }

  private static boolean pointsAt(JsonNode item, CourseRole role) {
    return RoomClient.type(item).equals("pointer") && item.path("x").asDouble() == (1 + role.ordinal()) / 10.0;
  }

  @Test
  void anObserversReactionIsNotCounted() {
    clients.values().forEach(client -> client.sendText("{\"type\":\"react\",\"kind\":\"heart\"}"));
    RoomClient teacher = clients.get(CourseRole.INSTRUCTOR);
    await().until(() -> hearts(teacher) >= 3);
    clients.get(CourseRole.OBSERVER).answer(clients.get(CourseRole.OBSERVER).send("hand.lower", Map.of()));
    teacher.sendText("{\"type\":\"react\",\"kind\":\"turtle\"}");
    teacher.await(item -> item.at("/data/counts/turtle").isNumber()); // all that was counted before has come
    assertThat(hearts(teacher)).isEqualTo(3);
  }

  private static int hearts(RoomClient client) {
    return client.entries().stream().mapToInt(entry -> entry.at("/data/counts/heart").asInt(0)).sum();
  }

  /** Whoever adds an event is told here what else belongs to it. */
  @Test
  void everyEventIsWrittenDownForPeopleAndHasAFixtureAndACommandThatLeadsToIt() throws IOException {
    Set<String> events = EventTypes.all().keySet();
    String document = Files.readString(Path.of("src/docs/events.md"));
    Set<String> become = ProtocolTable.commands().values().stream().flatMap(row -> row.becomes().stream()).collect(Collectors.toSet());
    Set<String> inFixtures = fixtureTypes();

    assertThat(events).allSatisfy(event -> {
      assertThat(document).as("the row of %s in events.md", event).contains("`" + event + "`");
      assertThat(inFixtures).as("a fixture of the fold with %s", event).contains(event);
    });
    Set<String> reached = new TreeSet<>(become);
    reached.addAll(SAID_BY_NO_COMMAND);
    assertThat(reached).as("what the commands of protocol.md become").isEqualTo(events);
  }

  private static Set<String> fixtureTypes() throws IOException {
    Set<String> types = new TreeSet<>();
    try (Stream<Path> files = Files.list(StateTests.FIXTURES)) {
      for (Path file : files.toList()) {
        new JsonMapper().readTree(Files.readString(file)).get("entries").forEach(entry -> types.add(entry.get("type").stringValue()));
      }
    }
    return types;
  }

  private static String written(Map<String, ProtocolTable.Row> rows) {
    return rows.entrySet().stream()
        .map(row -> line(row.getKey(), row.getValue().may(), row.getValue().rate(), row.getValue().late()))
        .collect(Collectors.joining("\n"));
  }

  private String declared(Predicate<Rule> which) {
    Map<String, String> lines = new TreeMap<>();
    behaviours.rules().stream().filter(which).forEach(rule -> lines.put(rule.type(), line(rule.type(), letters(rule), rate(rule), rule.mayBeLate())));
    return String.join("\n", lines.values());
  }

  private static String line(String type, String may, String rate, boolean late) {
    return "%s %s %s %s".formatted(type, may, rate, late ? "late" : "");
  }

  private static String rate(Rule rule) {
    return rule.rate() == null ? "" : rule.rate().toString();
  }

  private static String letters(Rule rule) {
    return Arrays.stream(CourseRole.values())
        .map(role -> rule.allows(role) ? role.name().substring(0, 1) : "-")
        .collect(Collectors.joining());
  }
}
