package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import tools.jackson.databind.JsonNode;

/** The class votes, talks in twos and votes again. */
@LecternTest
class PairsIntegrationTests extends Meeting {

  private static final Map<String, Object> WHY_IT_SINKS =
      Map.of("kind", "single", "question", "Why does it sink?", "options", List.of("It is thinner", "It is denser"), "right", List.of("1"));


  private final List<RoomClient> students = new ArrayList<>();
  private final List<User> people = new ArrayList<>();

  @AfterEach
  void theyLeave() {
    students.forEach(RoomClient::close);
  }

  @Test
  void twoWhoDifferWriteToEachOtherAndNobodyElseReadsIt() {
    come(4);
    try (RoomClient teacher = join(amara)) {
      long poll = vote(teacher, "class", "0", "0", "1", "1");
      teacher.say("pair.begin", Map.of("chat", true, "seconds", 120));

      JsonNode met = met(students.getFirst());
      assertThat(met.at("/data/members")).hasSize(2);
      Set<String> answers = met.at("/data/said").valueStream().map(said -> said.at("/answer/0").stringValue()).collect(Collectors.toSet());
      assertThat(answers).as("they differ").containsExactlyInAnyOrder("0", "1");
      students.getFirst().say("pair.write", Map.of("text", "I thought of ice."));
      RoomClient partner = clientOf(met, 0);
      assertThat(partner.entry("pair.wrote").at("/data/text").stringValue()).isEqualTo("I thought of ice.");

      partner.say("pair.write", Map.of("text", "Ice swims."));
      students.getFirst().await(item -> RoomClient.type(item).equals("pair.wrote") && item.at("/data/text").stringValue().equals("Ice swims."));
      long revote = teacher.say("pair.revote", Map.of());
      assertThat(students.getFirst().await(item -> RoomClient.type(item).equals("poll.opened") && item.at("/data/of").asLong() == poll).get("seq").longValue()).isEqualTo(revote);
      students.forEach(student -> student.say("poll.answer", Map.of("poll", revote, "answer", List.of("1"))));
      teacher.say("poll.show", Map.of("poll", poll));
      teacher.say("poll.show", Map.of("poll", revote));
      teacher.await(item -> RoomClient.type(item).equals("poll.shown") && item.at("/data/of").asLong() == revote && item.at("/data/tally/right/people").asInt() == 4);
      assertThat(students.getFirst().refused("pair.write", Map.of("text", "Too late"))).isEqualTo("Nobody is put in pairs now.");
      assertThat(teacher.items().toString()).as("those who teach").doesNotContain("I thought of ice", "Ice swims");
      students.stream().filter(student -> student != students.getFirst() && student != partner)
          .forEach(student -> assertThat(student.items().toString()).doesNotContain("I thought of ice", "Ice swims"));
      try (RoomClient again = join(amara)) {
        assertThat(again.snapshot().toString()).doesNotContain("I thought of ice");
      }
    }
  }

  @Test
  void anOddOneOutIsTheThirdAndWhoComesLaterSeesTheStep() {
    come(3);
    try (RoomClient teacher = join(amara)) {
      vote(teacher, "staff", "0", "1", "1");
      teacher.say("pair.begin", Map.of("chat", true));
      JsonNode met = met(students.getFirst());
      assertThat(met.at("/data/members")).hasSize(3);
      assertThat(met.at("/data/said")).as("classmates may not know who answered what").isEmpty();
      students.getFirst().say("pair.write", Map.of("text", "Hello you two"));
      try (RoomClient late = join(lena)) {
        assertThat(late.snapshot().at("/state/pairs/run/step").stringValue()).isEqualTo("pair");
        assertThat(late.snapshot().toString()).doesNotContain("Hello you two");
      }
      try (RoomClient phone = join(people.get(1))) {
        assertThat(phone.snapshot().toString()).as("on another device one reads on").contains("Hello you two");
      }
    }
  }

  @Test
  void whoDropsOutFreesTheirPartnerWhoComesIntoAnotherPair() {
    come(4);
    try (RoomClient teacher = join(amara)) {
      vote(teacher, "staff", "0", "0", "1", "1");
      teacher.say("pair.begin", Map.of("chat", true));
      JsonNode met = met(students.getFirst());
      RoomClient partner = clientOf(met, 0);
      students.getFirst().say("pair.write", Map.of("text", "Between us two"));
      partner.close();

      JsonNode left = students.getFirst().await(item -> RoomClient.type(item).equals("pair.left"));
      assertThat(left.at("/data/person/id").asLong()).isNotEqualTo(people.getFirst().id().value());
      JsonNode again = students.getFirst().await(item -> RoomClient.type(item).equals("pair.met") && !item.at("/data/group").equals(met.at("/data/group")));
      assertThat(again.at("/data/members")).hasSize(3);
      students.stream().filter(student -> student != students.getFirst() && student != partner)
          .forEach(student -> assertThat(student.items().toString()).as("who joins them does not read what was written before").doesNotContain("Between us two"));
    }
  }

  @Test
  void whereNobodyMayLearnWhoAnsweredWhatPartnersAreChosenByChanceAmongAllWhoAreHere() {
    come(2);
    try (RoomClient teacher = join(amara)) {
      teacher.say("lecture.start", Map.of());
      long poll = open(teacher, "nobody");
      students.getFirst().say("poll.answer", Map.of("poll", poll, "answer", List.of("1")));
      teacher.say("pair.plan", Map.of("poll", poll));
      teacher.say("pair.begin", Map.of("chat", true));
      assertThat(met(students.getFirst()).at("/data/members")).as("also with who has not answered").hasSize(2);
      assertThat(met(students.getFirst()).at("/data/said")).isEmpty();
    }
  }

  @Test
  void whatCannotBeTalkedAboutIsRefusedInWords() {
    come(1);
    try (RoomClient teacher = join(amara)) {
      teacher.say("lecture.start", Map.of());
      assertThat(teacher.refused("pair.begin", Map.of("chat", true))).isEqualTo("Nobody is put in pairs now.");
      assertThat(teacher.refused("pair.plan", Map.of("poll", 4711))).isEqualTo("There is no such poll any more.");
      long poll = open(teacher, "staff");
      teacher.say("pair.plan", Map.of("poll", poll));
      assertThat(teacher.refused("pair.plan", Map.of("poll", poll))).isEqualTo("The class is in the middle of one already.");
      teacher.say("pair.begin", Map.of("chat", true));
      assertThat(students.getFirst().refused("poll.answer", Map.of("poll", poll, "answer", List.of("1")))).isEqualTo("The poll is closed.");
      assertThat(students.getFirst().refused("pair.write", Map.of("text", "Is anybody there?"))).isEqualTo("You have no partner now.");
      teacher.say("pair.end", Map.of());
      teacher.say("poll.show", Map.of("poll", poll));
      assertThat(teacher.refused("pair.plan", Map.of("poll", poll))).isEqualTo("The result is shown already.");
    }
  }

  private void come(int many) {
    IntStream.range(0, many).mapToObj(number -> classroom.student(course, "Student " + number)).forEach(person -> {
      people.add(person);
      students.add(join(person));
    });
  }

  private long open(RoomClient teacher, String names) {
    long prepared = teacher.say("poll.prepare", WHY_IT_SINKS);
    return teacher.say("poll.open", Map.of("prepared", prepared, "names", names));
  }

  /** Each student answers, and the class will talk about it. */
  private long vote(RoomClient teacher, String names, String... answers) {
    teacher.say("lecture.start", Map.of());
    long poll = open(teacher, names);
    for (int i = 0; i < answers.length; i++) {
      students.get(i).say("poll.answer", Map.of("poll", poll, "answer", List.of(answers[i])));
    }
    teacher.say("pair.plan", Map.of("poll", poll));
    return poll;
  }

  private static JsonNode met(RoomClient student) {
    return student.await(item -> RoomClient.type(item).equals("pair.met"));
  }

  /** The other one of two. */
  private RoomClient clientOf(JsonNode met, int me) {
    return met.at("/data/members").valueStream().map(member -> member.get("id").longValue()).filter(id -> id != people.get(me).id().value())
        .map(id -> students.get(IntStream.range(0, people.size()).filter(i -> people.get(i).id().value() == id).findFirst().orElseThrow()))
        .findFirst().orElseThrow();
  }
}
