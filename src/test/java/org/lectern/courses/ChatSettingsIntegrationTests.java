package org.lectern.courses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.ChatChoices.Choice;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What an instructor chooses for the chats of a course. */
@PageTest
class ChatSettingsIntegrationTests {

  @Autowired MockMvcTester browser;
  @Autowired Classroom classroom;
  @Autowired ChatChoices chats;

  User amara;
  Course course;

  @BeforeEach
  void aCourse() {
    amara = classroom.person("Dr. Amara Osei");
    course = classroom.course(amara);
  }

  @Test
  void whatIsChosenIsKeptAndShownAgain() {
    MvcTestResult saved = choose(amara, Map.of("words", " rubbish \n\nRübe\nrubbish", "withWord", "REFUSE", "moderated", "true", "slow", "30"));
    assertThat(saved).hasStatus3xxRedirection();
    assertThat(chats.of(course.id())).isEqualTo(new Choice(List.of("rubbish", "Rübe"), true, true, 30));
    assertThat(browser.get().uri("/courses/" + course.id() + "/settings").with(user(amara.id().toString())).exchange()).bodyText()
        .contains("rubbish\nR", "value=\"30\"");
  }

  @Test
  void whatIsTooMuchIsRefusedInWordsAndNothingIsKept() {
    String many = IntStream.range(0, 201).mapToObj(i -> "word" + i).collect(Collectors.joining("\n"));
    assertThat(choose(amara, Map.of("words", many))).hasStatusOk().bodyText().contains("200 words of up to 60 characters are the most.", "word200");
    assertThat(choose(amara, Map.of("words", "x".repeat(61)))).hasStatusOk().bodyText().contains("200 words of up to 60 characters");
    assertThat(choose(amara, Map.of("slow", "601"))).hasStatusOk().bodyText().contains("From 0 to 600 seconds.");
    assertThat(choose(amara, Map.of("slow", "soon"))).hasStatusOk().bodyText().contains("From 0 to 600 seconds.");
    assertThat(choose(amara, Map.of("withWord", "<b>", "moderated", "perhaps", "slow", "601"))).hasStatusOk();
    assertThat(choose(amara, Map.of("words", "<script>alert(1)</script>"))).hasStatus3xxRedirection();
    assertThat(browser.get().uri("/courses/" + course.id() + "/settings").with(user(amara.id().toString())).exchange()).bodyText()
        .contains("&lt;script&gt;").doesNotContain("<script>alert");
  }

  @Test
  void aStudentChoosesNothing() {
    User lena = classroom.student(course, "Lena Fischer");
    assertThat(choose(lena, Map.of("slow", "30"))).hasStatus(404);
    assertThat(chats.of(course.id())).isEqualTo(new Choice(List.of(), false, false, 0));
  }

  private MvcTestResult choose(User person, Map<String, String> fields) {
    var request = browser.post().uri("/courses/" + course.id() + "/settings/chat").with(user(person.id().toString())).with(csrf());
    fields.forEach(request::param);
    return request.exchange();
  }
}
