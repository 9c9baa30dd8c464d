package org.lectern.insight.polls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.Lecture;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the polls of a lecture came to, on the page and in the files, and what stays untold. */
@LecternTest
class PollResultsIntegrationTests {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @LocalServerPort int port;
  @Autowired Classroom classroom;

  User amara;
  User lena;
  Course course;
  Lecture lecture;

  @BeforeEach
  void aLecture() {
    amara = classroom.person("Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    lecture = classroom.lecture(course);
  }

  @Test
  void eachAnswerHasItsCountAndShareAndEachPersonTheirScore() throws Exception {
    User mei = classroom.student(course, "=Mei Chen");
    try (RoomClient teacher = join(amara);
        RoomClient one = join(lena);
        RoomClient other = join(mei)) {
      teacher.say("lecture.start", Map.of());
      ask(teacher, question("Why does it sink?", "=1+1", "It is denser"), "staff", Map.of(one, "1", other, "0"));
      ask(teacher, question("And why does it rise?", "Heat", "Cold"), "class", Map.of(one, "1"));
    }
    String page = body(amara, "");
    assertThat(page).contains("Why does it sink?", "It is denser", "50%", "Polls");
    assertThat(body(amara, "?view=PEOPLE")).contains("Lena Fischer", "2 of 2", "0 of 2");

    String csv = new String(get(amara, ".csv").body(), StandardCharsets.UTF_8);
    assertThat(csv).startsWith("\ufeffQuestion,Answered with,Asked,People,Answer,Chosen,Share,Right,\"Right, of all\"\r\n");
    assertThat(csv).contains(",2.0,'=1+1,1.0,50%,,50%\r\n", ",2.0,It is denser,1.0,50%,right,50%\r\n", ",1.0,Cold,1.0,100%,right,100%\r\n");
    String people = new String(get(amara, ".csv?view=PEOPLE").body(), StandardCharsets.UTF_8);
    assertThat(people).contains("'=Mei Chen,", "Lena Fischer,", "It is denser (right),Cold (right),2 of 2");

    try (Workbook book = new XSSFWorkbook(new ByteArrayInputStream(get(amara, ".xlsx").body()))) {
      Sheet answers = book.getSheetAt(0);
      assertThat(answers.getRow(1).getCell(4).getStringCellValue()).isEqualTo("=1+1");
      assertThat(answers.getRow(1).getCell(4).getCellStyle().getQuotePrefixed()).isTrue();
      assertThat(answers.getRow(2).getCell(6).getNumericCellValue()).isEqualTo(0.5);
      assertThat(book.getSheetAt(1).getLastRowNum()).isEqualTo(2);
    }
    assertThat(part(lena)).contains("2 of 2 questions right");
    assertThat(part(mei)).contains("0 of 2 questions right");
  }

  @Test
  void whereNobodyMayKnowNothingLeadsToAPersonAndFewAnswersAreNotTold() throws Exception {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      teacher.say("lecture.start", Map.of());
      ask(teacher, question("Why does it sink?", "It is thinner", "It is denser"), "nobody", Map.of(student, "1"));
    }
    assertThat(body(amara, "")).contains("fewer than five, not shown").doesNotContain("It is denser");
    assertThat(body(amara, "?view=PEOPLE")).contains("No question was asked with names").doesNotContain("Lena");
    assertThat(new String(get(amara, ".csv").body(), StandardCharsets.UTF_8)).contains("fewer than five, not shown").doesNotContain("denser");
    String people = new String(get(amara, ".csv?view=PEOPLE").body(), StandardCharsets.UTF_8);
    assertThat(people).doesNotContain("denser").doesNotContain("Why does it sink?");
    assertThat(part(lena)).doesNotContain("questions right");
  }

  @Test
  void fiveWithoutNamesAreCounted() throws Exception {
    List<User> five = IntStream.range(0, 5).mapToObj(number -> classroom.student(course, "Student " + number)).toList();
    try (RoomClient teacher = join(amara)) {
      teacher.say("lecture.start", Map.of());
      long poll = teacher.say("poll.open", Map.of("prepared", teacher.say("poll.prepare", question("Why does it sink?", "It is thinner", "It is denser")), "names", "nobody"));
      for (User person : five) {
        try (RoomClient student = join(person)) {
          student.say("poll.answer", Map.of("poll", poll, "answer", List.of("1")));
        }
      }
      teacher.say("poll.show", Map.of("poll", poll));
    }
    assertThat(new String(get(amara, ".csv").body(), StandardCharsets.UTF_8)).contains(",5.0,It is denser,5.0,100%,right,100%");
  }

  @Test
  void studentsAndStrangersFindNothing() throws Exception {
    for (String page : List.of("", ".csv", ".xlsx")) {
      assertThat(get(lena, page).statusCode()).as(page).isEqualTo(404);
      assertThat(get(classroom.person("Niklas Holm"), page).statusCode()).as(page).isEqualTo(404);
    }
    assertThat(body(amara, "")).contains("No question was asked");
  }

  private static Map<String, Object> question(String text, String... options) {
    return Map.of("kind", "single", "question", text, "options", List.of(options), "right", List.of("1"));
  }

  private static void ask(RoomClient teacher, Map<String, Object> question, String names, Map<RoomClient, String> answers) {
    long poll = teacher.say("poll.open", Map.of("prepared", teacher.say("poll.prepare", question), "names", names));
    answers.forEach((student, answer) -> {
      student.await(item -> RoomClient.type(item).equals("poll.opened") && item.get("seq").longValue() == poll);
      student.say("poll.answer", Map.of("poll", poll, "answer", List.of(answer)));
    });
    teacher.say("poll.show", Map.of("poll", poll));
  }

  private RoomClient join(User person) {
    return RoomClient.join(port, classroom.cookie(person), lecture.id().value(), 0);
  }

  private String part(User person) throws Exception {
    return new String(send(amara, "/courses/%s/attendance/lectures/%s/people/%s".formatted(course.id(), lecture.id(), person.id())).body(), StandardCharsets.UTF_8);
  }

  private String body(User person, String page) throws Exception {
    HttpResponse<byte[]> answer = get(person, page);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> get(User person, String page) throws Exception {
    return send(person, "/lectures/" + lecture.id() + "/polls" + page);
  }

  private HttpResponse<byte[]> send(User person, String address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + address)).header("Cookie", classroom.cookie(person)).header("Accept", "text/html,*/*").build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
