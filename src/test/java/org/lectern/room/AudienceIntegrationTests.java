package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.courses.Course;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.Draft;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.Chat;
import org.lectern.lecture.event.Group;
import org.lectern.lecture.event.Lifecycle;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Nobody is told what is not for them: a class in which groups form and change while people come, go and drop out, and much is said to
 * everyone, to staff, to some people and to groups. Every message says something found nowhere else, so whatever reaches somebody, in a
 * frame, a snapshot, a page or a file, shows which message it was.
 */
@LecternTest
class AudienceIntegrationTests {

  private static final Pattern WORD = Pattern.compile("word-[0-9]+-x");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired LectureLog log;
  @Autowired JdbcClient jdbc;

  /** What was said, and who was in its audience then. */
  private record Said(String word, Audience to, Set<Person> heard) {}

  private record Person(UserId id, boolean staff, String cookie) {}

  private final List<Person> people = new ArrayList<>();
  private final Map<String, Set<UserId>> groups = new TreeMap<>();
  private final List<Said> said = new ArrayList<>();
  private final Map<Person, RoomClient> present = new HashMap<>();
  private final Map<Person, List<RoomClient>> sockets = new HashMap<>();
  private final Map<Person, Set<String>> mayHaveRead = new HashMap<>();
  private final Map<Person, Set<String>> mustHaveRead = new HashMap<>();
  private final AtomicInteger markers = new AtomicInteger();
  private Course course;
  private LectureId lecture;

  @BeforeEach
  void aClassMeets() {
    User amara = classroom.person("Amara Osei");
    course = classroom.course(amara);
    lecture = classroom.lecture(course).id();
    add(amara, true);
    add(classroom.enrolled(course, "Ben Adler", CourseRole.ASSISTANT), true);
    List.of("Lena", "Mei", "Noah", "Zoe").forEach(name -> add(classroom.student(course, name), false));
    add(classroom.enrolled(course, "Olga", CourseRole.OBSERVER), false);
  }

  private void add(User user, boolean staff) {
    Person person = new Person(user.id(), staff, classroom.cookie(user));
    people.add(person);
    sockets.put(person, new ArrayList<>());
    mayHaveRead.put(person, new HashSet<>());
    mustHaveRead.put(person, new HashSet<>());
  }

  @AfterEach
  void everyoneLeaves() {
    sockets.values().forEach(all -> all.forEach(RoomClient::close));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void whatIsSaidReachesItsAudienceAndNobodyElse(int seed) throws Exception {
    Random random = new Random(seed);
    say(new Draft(new Lifecycle.Started(System.currentTimeMillis()), null, null));
    for (int step = 0; step < 160; step++) {
      switch (random.nextInt(10)) {
        case 0 -> change(random);
        case 1 -> comeOrGo(random);
        default -> speak(random, step);
      }
    }
    for (Person person : people) {
      if (!present.containsKey(person)) {
        comeIn(person, 0);
      }
      await().untilAsserted(() -> assertThat(read(person)).containsAll(mustHaveRead.get(person)));
      assertThat(read(person)).isSubsetOf(mayHaveRead.get(person));
    }
    say(new Draft(new Lifecycle.Ended(), null, null));
    overHttp();
    jdbc.sql("update lecture set sealed_seq = last_seq where id = ?").param(lecture.value()).update();
    overHttp();
  }

  private void speak(Random random, int step) {
    Audience to = audience(random);
    Person by = people.get(random.nextInt(people.size()));
    Said message = new Said("word-" + step + "-x", to, people.stream().filter(person -> isIn(person, to)).collect(Collectors.toSet()));
    said.add(message);
    message.heard().forEach(person -> {
      mayHaveRead.get(person).add(message.word());
      if (present.containsKey(person)) {
        mustHaveRead.get(person).add(message.word());
      }
    });
    say(new Draft(new Chat.Posted(message.word(), false), by.id(), null).to(to));
  }

  private Audience audience(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Audience.EVERYONE;
      case 1 -> Audience.STAFF;
      case 2 -> Audience.people(List.of(someone(random).id(), someone(random).id()));
      default -> new Audience.OfGroup("table-" + random.nextInt(3), random.nextBoolean());
    };
  }

  private Person someone(Random random) {
    return people.get(random.nextInt(people.size()));
  }

  private void change(Random random) {
    String name = "table-" + random.nextInt(3);
    Set<UserId> members = new HashSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      members.add(someone(random).id());
    }
    Group.Changed changed = new Group.Changed(name, List.copyOf(members));
    groups.put(name, members);
    say(Draft.bySystem(changed));
    people.forEach(this::mayReadAllThatIsTheirs);
  }

  private void comeOrGo(Random random) {
    Person person = someone(random);
    RoomClient client = present.remove(person);
    if (client == null) {
      comeIn(person, random.nextBoolean() ? 0 : lastSeq(person));
    } else {
      settle(client); // else what was just said may not have come yet
      client.close();
    }
  }

  private long lastSeq(Person person) {
    return sockets.get(person).stream()
        .flatMap(client -> client.items().stream())
        .filter(item -> !RoomClient.type(item).equals("ack"))
        .mapToLong(item -> item.path("seq").asLong(0))
        .max()
        .orElse(0);
  }

  private void comeIn(Person person, long lastSeq) {
    RoomClient client = RoomClient.join(port, person.cookie(), lecture.value(), lastSeq);
    sockets.get(person).add(client);
    present.put(person, client);
    mayReadAllThatIsTheirs(person);
    mustHaveRead.get(person).addAll(theirs(person, message -> isIn(person, message.to())));
  }

  /** Who is in an audience now may read all that was said to it. */
  private void mayReadAllThatIsTheirs(Person person) {
    mayHaveRead.get(person).addAll(theirs(person, message -> isIn(person, message.to())));
  }

  private Set<String> theirs(Person person, Predicate<Said> which) {
    return said.stream().filter(which).map(Said::word).collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isIn(Person person, Audience audience) {
    return switch (audience) {
      case Audience.Everyone _ -> true;
      case Audience.Staff _ -> person.staff();
      case Audience.People named -> named.people().contains(person.id());
      case Audience.OfGroup group -> groups.getOrDefault(group.name(), Set.of()).contains(person.id()) || group.staff() && person.staff();
    };
  }

  /** What was said before this has been sent to everyone when its own entry comes. */
  private void settle(RoomClient client) {
    String marker = "settled " + markers.incrementAndGet();
    say(Draft.bySystem(new Chat.Posted(marker, false)));
    client.await(item -> item.toString().contains(marker));
  }

  private void say(Draft draft) {
    log.append(lecture, _ -> List.of(draft)).join();
  }

  /** Everything that ever reached somebody through a socket. */
  private Set<String> read(Person person) {
    return sockets.get(person).stream()
        .flatMap(client -> client.items().stream())
        .flatMap(item -> words(item.toString()).stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> words(String text) {
    return WORD.matcher(text).results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));
  }

  private void overHttp() throws IOException, InterruptedException {
    for (Person person : people) {
      Set<String> history = theirs(person, message -> message.heard().contains(person) || isIn(person, message.to()));
      assertThat(words(get(person, "/lectures/%s/entries".formatted(lecture), 200))).isEqualTo(history);
      for (Audience audience : List.of(Audience.EVERYONE, Audience.STAFF, Audience.group("table-0"), Audience.groupAndStaff("table-1"), Audience.people(List.of(people.get(2).id())))) {
        String page = get(person, "/lectures/%s/earlier/chat?limit=200&to=%s".formatted(lecture, audience.key()), isIn(person, audience) ? 200 : 404);
        assertThat(words(page)).isEqualTo(isIn(person, audience) ? theirs(person, message -> message.to().equals(audience)) : Set.of());
      }
      for (String address : pages()) {
        HttpResponse<String> page = ask(person, address);
        assertThat(words(page.body())).as(address).isEmpty();
      }
    }
  }

  /** Pages and files that show nothing of what was said. */
  private Collection<String> pages() {
    return List.of(
        "/", "/lectures/" + lecture, "/courses/" + course.id(), "/courses/%s/attendance".formatted(course.id()), "/courses/%s/attendance.csv".formatted(course.id()),
        "/courses/%s/attendance/me".formatted(course.id()), "/courses/%s/attendance/lectures/%s".formatted(course.id(), lecture));
  }

  private String get(Person person, String address, int status) throws IOException, InterruptedException {
    HttpResponse<String> answer = ask(person, address);
    assertThat(answer.statusCode()).as("%s for person %s", address, person.id()).isEqualTo(status);
    return answer.body();
  }

  private HttpResponse<String> ask(Person person, String address) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + address)).header("Cookie", person.cookie()).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
