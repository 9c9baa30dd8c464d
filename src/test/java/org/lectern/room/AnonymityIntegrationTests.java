package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.lectern.accounts.User;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.AnonymousMarks;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Where names are kept by nobody, nothing leads from an answer to who gave it. People answer from several devices, change their minds, take
 * answers back and come again; each answer is a word found nowhere else, so whatever is kept of it, logged of it or sent of it can be
 * searched for anything that belongs to a person: number, name, address, the id of a command.
 */
@LecternTest
class AnonymityIntegrationTests extends Meeting {

  /** Numbers of people that no other number in a row can be taken for. */
  private static final long FROM = 7_000_000_000L;

  /** All that is told about polls, and the room. */
  private static final List<String> ADDRESSES =
      List.of("polls/mine", "polls/%d/tally", "polls/%d/people", "polls/%d/late", "polls", "polls.csv", "entries?after=0&limit=5000", "people?q=", "");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Autowired JdbcClient jdbc;
  @Autowired AnonymousMarks marks;

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final List<Voter> voters = new ArrayList<>();
  private final Map<String, Voter> wordsOf = new TreeMap<>();
  private final Set<String> takenBack = new HashSet<>();
  private final Set<String> commands = new HashSet<>();

  /** Somebody with their devices, and what their answer is by now. */
  private final class Voter {
    final User person;
    final List<RoomClient> devices = new ArrayList<>();
    String answer;

    Voter(User person) {
      this.person = person;
    }

    /** What belongs to them and to nobody else. */
    Stream<String> traces() {
      return Stream.of(person.id().toString(), person.name(), person.email());
    }
  }

  @BeforeEach
  void everythingIsLogged() {
    logged.start();
    Logger all = (Logger) LoggerFactory.getLogger("org.lectern");
    all.setLevel(Level.TRACE);
    all.addAppender(logged);
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(logged);
  }

  @AfterEach
  void andNoMore() {
    Logger all = (Logger) LoggerFactory.getLogger("org.lectern");
    all.setLevel(null);
    all.detachAppender(logged);
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(logged);
    voters.forEach(voter -> voter.devices.forEach(RoomClient::close));
  }

  @RepeatedTest(3)
  void nothingKeptLoggedOrSentLeadsFromAnAnswerToWhoGaveIt(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    jdbc.sql("select setval(pg_get_serial_sequence('users', 'id'), greatest(?, (select max(id) from users)))").param(FROM).query(Long.class).single();
    IntStream.range(0, 6 + random.nextInt(6)).forEach(number -> voters.add(new Voter(classroom.student(course, word(random) + " " + word(random)))));
    User assistant = classroom.enrolled(course, "Ada Assists", CourseRole.ASSISTANT);
    try (RoomClient teacher = join(amara);
        RoomClient helper = join(assistant)) {
      teacher.say("lecture.start", Map.of());
      long prepared = teacher.say("poll.prepare", Map.of("kind", "text", "question", "What moves the plates?"));
      long poll = teacher.say("poll.open", Map.of("prepared", prepared, "names", "nobody"));
      vote(poll, random);
      List<RoomClient> staff = List.of(teacher, helper);
      Map<String, String> toStaff = read(poll, List.of(amara, assistant));
      teacher.say("poll.show", Map.of("poll", poll));

      JsonNode tally = teacher.entry("poll.shown").at("/data/tally");
      Map<String, Integer> given = voters.stream().filter(voter -> voter.answer != null).collect(Collectors.toMap(voter -> voter.answer, _ -> 1));
      assertThat(tally.get("people").asInt()).as("one vote a person, on whatever device").isEqualTo(given.size());
      assertThat(tally.get("counts").properties().stream().map(Map.Entry::getKey)).containsExactlyInAnyOrderElementsOf(given.keySet());
      await("each row has the number of the same transaction").until(() ->
          jdbc.sql("select count(distinct xmin::text) from poll_answer where lecture_id = ? and poll = ?").params(lecture.id().value(), poll).query(Integer.class).single() == 1);

      staff.forEach(this::tellsNothing);
      voters.forEach(voter -> voter.devices.forEach(device -> tellsNothingOfOthers(voter, device)));
      toStaff.values().forEach(this::tellsNothing);
      read(poll, List.of(amara, assistant)).values().forEach(this::tellsNothing);
      for (Voter voter : voters) {
        read(poll, List.of(voter.person)).forEach((address, body) -> tellsNothingOfOthers(voter, body));
      }
      theDatabaseTellsNothing(poll);
      teacher.say("lecture.end", Map.of());
      classroom.timeToUndoIsOver(lecture.id());
      await().until(() -> marks.of(lecture.id(), amara.id()).isEmpty());
      theDatabaseTellsNothing(poll);
      theLogTellsNothing();
    }
  }

  /** Everyone, in any order and more than once. */
  private void vote(long poll, Random random) {
    voters.forEach(voter -> voter.devices.add(join(voter.person)));
    for (int act = 0; act < voters.size() * 4; act++) {
      Voter voter = voters.get(act < voters.size() ? act : random.nextInt(voters.size()));
      switch (act < voters.size() ? 0 : random.nextInt(6)) {
        case 0, 1, 2 -> answer(voter, poll, random);
        case 3 -> takeBack(voter, poll, random);
        case 4 -> voter.devices.add(join(voter.person));
        default -> {
          voter.devices.removeFirst().close();
          voter.devices.add(join(voter.person));
        }
      }
    }
    voters.stream().filter(voter -> voter.answer == null).forEach(voter -> answer(voter, poll, random)); // enough to hide among
  }

  private void answer(Voter voter, long poll, Random random) {
    String word = word(random);
    UUID id = UUID.randomUUID();
    Map<String, Object> fields = Map.of("poll", poll, "answer", List.of(word), "sure", random.nextBoolean());
    RoomClient device = voter.devices.get(random.nextInt(voter.devices.size()));
    device.send(id, "poll.answer", fields);
    assertThat(RoomClient.type(device.answer(id))).isEqualTo("ack");
    if (random.nextInt(3) == 0) {
      device.send(id, "poll.answer", fields); // the line was away before the answer came
      device.say("poll.answer", fields);
    }
    commands.add(id.toString());
    wordsOf.put(word, voter);
    replace(voter, word);
  }

  private void takeBack(Voter voter, long poll, Random random) {
    UUID id = voter.devices.get(random.nextInt(voter.devices.size())).send("poll.takeBack", Map.of("poll", poll));
    commands.add(id.toString());
    await().until(() -> voter.devices.stream().anyMatch(device -> device.items().stream().anyMatch(item -> item.path("id").asString("").equals(id.toString()))));
    replace(voter, null);
  }

  private void replace(Voter voter, String word) {
    if (voter.answer != null) {
      takenBack.add(voter.answer);
    }
    voter.answer = word;
  }

  /** Each item by itself: everybody's answers may stand in one, and nobody's name beside them. */
  private void tellsNothing(RoomClient client) {
    client.items().forEach(item -> tellsNothing(item.toString()));
  }

  private void tellsNothing(String text) {
    Set<String> words = wordsIn(text);
    assertThat(words).as("what was taken back or changed").doesNotContainAnyElementsOf(takenBack);
    if (!words.isEmpty()) {
      voters.forEach(voter -> assertThat(voter.traces().filter(text::contains)).as("beside %s in %s", words, text).isEmpty());
    }
    assertThat(commands.stream().filter(text::contains)).as("in %s", text).isEmpty();
  }

  private void tellsNothingOfOthers(Voter reader, RoomClient client) {
    client.items().forEach(item -> tellsNothingOfOthers(reader, item.toString()));
  }

  private void tellsNothingOfOthers(Voter reader, String text) {
    Set<String> words = wordsIn(text);
    if (words.stream().anyMatch(word -> wordsOf.get(word) != reader)) {
      voters.forEach(voter -> assertThat(voter.traces().filter(text::contains)).as("beside %s in %s", words, text).isEmpty());
    }
  }

  private Set<String> wordsIn(String text) {
    return Pattern.compile("zq[a-z]{14}").matcher(text).results().map(found -> found.group()).filter(wordsOf::containsKey).collect(Collectors.toSet());
  }

  /** All that is told about polls, by address. */
  private Map<String, String> read(long poll, List<User> readers) {
    Map<String, String> answers = new TreeMap<>();
    for (User reader : readers) {
      for (String address : ADDRESSES.stream().map(address -> address.formatted(poll)).toList()) {
        parts(get(reader, address)).forEach(part -> answers.put(reader.id() + " " + address + " " + answers.size(), part));
      }
    }
    return answers;
  }

  /** Entries, rows, lines: what stands beside each other. */
  private Stream<String> parts(String body) {
    return Stream.of(body.split("(?=\\{\"type\")|(?=<(tr|li|p|h2|section)\\b)|\n(?=[^\n]*,)"));
  }

  private String get(User reader, String address) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d/lectures/%d/%s".formatted(port, lecture.id().value(), address).replaceAll("/$", "")))
            .header("Cookie", classroom.cookie(reader)).build();
    HttpResponse<String> answer = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    return answer.body();
  }

  /** Every row of every table, as text. */
  private void theDatabaseTellsNothing(long poll) {
    List<String> tables = jdbc.sql("select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')").query(String.class).list();
    assertThat(tables).hasSizeGreaterThan(10);
    for (String table : tables) {
      jdbc.sql("select t::text from " + table + " t").query(String.class).list().forEach(this::tellsNothing);
    }
    assertThat(jdbc.sql("select t::text from poll_answer t where lecture_id = ? and poll = ?").params(lecture.id().value(), poll).query(String.class).list())
        .hasSize(voters.size()).allMatch(row -> !wordsIn(row).isEmpty());
  }

  private void theLogTellsNothing() {
    List<String> lines = List.copyOf(logged.list).stream().map(event -> event.getFormattedMessage() + event.getThrowableProxy()).toList();
    lines.forEach(line -> {
      assertThat(wordsIn(line)).as(line).isEmpty();
      assertThat(commands.stream().filter(line::contains)).as(line).isEmpty();
    });
  }

  private static String word(Random random) {
    return random.ints(14, 'a', 'z' + 1).mapToObj(letter -> String.valueOf((char) letter)).collect(Collectors.joining("", "zq", ""));
  }
}
