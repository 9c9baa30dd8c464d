package org.lectern.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.courses.CourseRole;
import org.lectern.courses.materials.CourseImages;
import org.lectern.lecture.event.Poll;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

/** The question bank: who sees it, what is kept, what is refused in words. */
@PageTest
class BankPagesIntegrationTests {

  private static final byte[] PNG =
      Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
  private static final String SCRIPT = "<script>alert('x')</script>";

  @Autowired MockMvcTester browser;
  @Autowired Classroom classroom;
  @Autowired Bank bank;
  @Autowired CourseImages images;

  User amara;
  Course course;
  String questions;

  @BeforeEach
  void aCourse() {
    amara = classroom.person("Dr. Amara Osei");
    course = classroom.course(amara);
    questions = "/courses/" + course.id() + "/questions";
  }

  @Test
  void itIsThereForThoseWhoTeachAlone() {
    long question = added("Why does it sink?");
    User tom = classroom.enrolled(course, "Tom Tutor", CourseRole.ASSISTANT);
    User lena = classroom.student(course, "Lena Fischer");
    User olu = classroom.enrolled(course, "Olu Observer", CourseRole.OBSERVER);
    User niklas = classroom.person("Niklas Holm");
    for (String page : List.of("", "/new", "/import", "/" + question, "/export/gift")) {
      assertThat(get(tom, questions + page)).as(page).hasStatusOk();
      assertThat(List.of(lena, olu, niklas)).allSatisfy(person -> assertThat(get(person, questions + page)).as(page).hasStatus(404));
    }
    assertThat(get(tom, "/courses/" + course.id())).bodyText().contains(questions);
    assertThat(get(lena, "/courses/" + course.id())).bodyText().doesNotContain(questions);
    assertThat(post(lena, questions + "/" + question + "/removal")).hasStatus(404);
    assertThat(bank.of(course.id())).hasSize(1);
  }

  @Test
  void aQuestionOfAnotherCourseIsNotThere() {
    long question = added("Why does it sink?");
    User jonas = classroom.person("Jonas Weidl");
    String theirs = "/courses/" + classroom.course(jonas).id() + "/questions";
    assertThat(get(jonas, theirs + "/" + question)).hasStatus(404);
    assertThat(get(jonas, theirs + "/new")).hasStatusOk();
    assertThat(browser.get().uri(theirs + "/new").param("from", "" + question).with(user(jonas.id().toString()))).hasStatus(404);
    assertThat(post(jonas, theirs + "/" + question + "/removal")).hasStatus(404);
  }

  @Test
  void aQuestionIsWrittenFoundChangedCopiedAndDeleted() {
    assertThat(post(amara, questions + "/new").param("kind", "SINGLE").param("text", "Où coule la Seine?").param("answers", "Paris *\nBerlin").param("tags", "week 6, rivers")
            .param("seconds", "60").param("names", "STAFF").param("deck", "Plates").param("page", "3"))
        .hasStatus3xxRedirection();
    BankQuestion kept = bank.of(course.id()).getFirst();
    assertThat(kept.content().rightInWords()).containsExactly("Paris");
    assertThat(kept.content().slide()).isEqualTo(new Content.Slide("Plates", 3));

    long other = added("Why does it sink?");
    assertThat(get(amara, questions)).bodyText().contains("href=\"" + questions + "?question=" + other + "&");
    assertThat(browser.get().uri(questions).param("q", "seine ou").with(user(amara.id().toString()))).bodyText().contains("Où coule").doesNotContain("Why does it sink?");
    assertThat(browser.get().uri(questions).param("tag", "rivers").with(user(amara.id().toString()))).bodyText().contains("Où coule").doesNotContain("Why does it sink?");
    assertThat(browser.get().uri(questions).param("kind", "SCALE").with(user(amara.id().toString()))).bodyText().contains("No question is like this");

    assertThat(post(amara, questions + "/" + kept.id()).param("version", "1").param("kind", "NUMBER").param("text", "How long?").param("number", "7,50").param("tolerance", "0.5"))
        .hasRedirectedUrl(questions + "?question=" + kept.id());
    assertThat(bank.find(course.id(), kept.id()).orElseThrow().content()).satisfies(content -> {
      assertThat(content.right()).containsExactly("7.5");
      assertThat(content.options()).isEmpty();
    });
    assertThat(browser.get().uri(questions + "/new").param("from", "" + kept.id()).with(user(amara.id().toString()))).bodyText().contains("How long?", "7.5", "Add question");
    assertThat(post(amara, questions + "/" + kept.id() + "/removal")).hasRedirectedUrl(questions);
    assertThat(bank.find(course.id(), kept.id())).isEmpty();
  }

  @Test
  void anOrderIsMixedWhenItIsAskedAndAnAreaIsPartOfTheSlide() {
    assertThat(post(amara, questions + "/new").param("kind", "ORDER").param("text", "Oldest first?").param("answers", "one\ntwo\nthree\nfour")).hasStatus3xxRedirection();
    BankQuestion order = bank.of(course.id()).getFirst();
    Poll.Prepared prepared = bank.prepared(course.id(), order.id()).orElseThrow();
    assertThat(prepared.question().options()).isNotEqualTo(order.content().options()).containsExactlyInAnyOrderElementsOf(order.content().options());
    assertThat(prepared.right().stream().map(place -> prepared.question().options().get(Integer.parseInt(place)))).containsExactly("one", "two", "three", "four");
    assertThat(prepared).isEqualTo(bank.prepared(course.id(), order.id()).orElseThrow());

    assertThat(post(amara, questions + "/new").param("kind", "POINT").param("text", "Where?").param("area", "48, 30.5, 12, 9").param("areaName", "The slab")).hasStatus3xxRedirection();
    assertThat(bank.of(course.id()).getFirst().content().right()).containsExactly("480,305,120,90", "The slab");
    assertThat(get(amara, questions)).bodyText().contains("Point on the slide", "Right: The slab");
    assertThat(get(amara, questions + "/" + bank.of(course.id()).getFirst().id())).bodyText().contains("48, 30.5, 12, 9");
  }

  @Test
  void twoWhoChangeAQuestionAtOnceAreTold() {
    long question = added("Why does it sink?");
    User tom = classroom.enrolled(course, "Tom Tutor", CourseRole.ASSISTANT);
    assertThat(post(tom, questions + "/" + question).param("version", "1").param("kind", "TEXT").param("text", "Why does the plate sink?")).hasStatus3xxRedirection();
    assertThat(post(amara, questions + "/" + question).param("version", "1").param("kind", "TEXT").param("text", "Why is it heavy?"))
        .hasStatusOk()
        .bodyText()
        .contains("Tom Tutor changed this question at", "Why does the plate sink?", "Why is it heavy?", "name=\"version\" value=\"2\"");
    assertThat(bank.find(course.id(), question).orElseThrow().content().text()).isEqualTo("Why does the plate sink?");
    bank.remove(course.id(), question);
    assertThat(post(amara, questions + "/" + question).param("version", "2").param("kind", "TEXT").param("text", "Why is it heavy?"))
        .hasStatusOk().bodyText().contains("Somebody deleted this question meanwhile.", "Why is it heavy?", "Add question");
  }

  @Test
  void aFormThatIsSentTwiceMakesOneQuestion() {
    String id = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      assertThat(post(amara, questions + "/new").param("clientId", id).param("kind", "TEXT").param("text", "Why?")).hasStatus3xxRedirection();
    }
    assertThat(bank.of(course.id())).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      kind=TEXT&text=%20                              | Write a question first.
      kind=SINGLE&text=Which?&answers=a               | Write 2 to 10 answers, one a line.
      kind=SINGLE&text=Which?&answers=a%20*%0Ab%20*   | Only one answer can be right here.
      kind=MULTIPLE&text=Which?&answers=a%0Aa         | Two of the answers are the same.
      kind=NUMBER&text=How?&number=many               | Write a number, such as 7.5.
      kind=NUMBER&text=How?&number=1&tolerance=some   | Write a number, such as 7.5.
      kind=TEXT&text=Why?&seconds=1                   | Write a number of seconds from 5 to 3,600.
      kind=TEXT&text=Why?&seconds=soon                | Write a number of seconds
      kind=TEXT&text=Why?&deck=Plates&page=-2         | Write the number of a slide, from 1.
      kind=TEXT&text=Why?&tags=1,2,3,4,5,6,7,8,9,10,11 | Use 10 tags at most.
      kind=POINT&text=Where?&area=48,30               | Write four numbers from 0 to 100
      kind=POINT&text=Where?&area=90,0,20,5           | Write four numbers from 0 to 100
      kind=ORDER&text=Oldest first?&answers=a         | Write 2 to 10 answers, one a line.
      kind=NOTHING&text=Why?&answers=                 | Write 2 to 10 answers, one a line.
      """)
  void whatIsNoQuestionIsRefusedInWordsAndNothingIsLost(String fields, String sentence) {
    MockMvcRequestBuilder request = post(amara, questions + "/new");
    for (String field : fields.split("&")) {
      String[] parts = field.split("=", 2);
      request = request.param(parts[0], java.net.URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    assertThat(request).hasStatusOk().bodyText().contains(sentence);
    assertThat(bank.of(course.id())).isEmpty();
  }

  @Test
  void longAndHostileTextsAreRefusedOrShownAsTheyWereWritten() {
    assertThat(post(amara, questions + "/new").param("kind", "TEXT").param("text", "x".repeat(501))).hasStatusOk().bodyText().contains("Use 500 characters at most.");
    assertThat(post(amara, questions + "/new").param("kind", "SINGLE").param("text", "Which?").param("answers", "y\n".repeat(100_000))).hasStatusOk().bodyText().contains("Write 2 to 10 answers");
    assertThat(post(amara, questions + "/new").param("kind", "SINGLE").param("text", SCRIPT).param("answers", SCRIPT + " *\n=1+1").param("why", SCRIPT).param("tags", SCRIPT)).hasStatus3xxRedirection();
    assertThat(get(amara, questions)).bodyText().doesNotContain(SCRIPT).contains("&lt;script&gt;");
    assertThat(get(amara, questions + "/" + bank.of(course.id()).getFirst().id())).bodyText().doesNotContain(SCRIPT);
  }

  @Test
  void formulasAndImagesOfTheCourseAreSeenInAQuestionAndThoseOfOthersAreNot() throws Exception {
    UUID own = images.add(course.id(), amara, PNG).id();
    UUID strange = images.add(classroom.course(amara).id(), amara, PNG).id();
    assertThat(post(amara, questions + "/new").param("kind", "SINGLE").param("text", "What is $a^2$ in ![a triangle](image:" + own + ")?").param("answers", "**five** *\n![other](image:" + strange + ")"))
        .hasStatus3xxRedirection();
    assertThat(get(amara, questions)).bodyText()
        .contains("<code class=\"formula\">a^2</code>", "src=\"/courses/" + course.id() + "/images/" + own + "\"", "<strong>five</strong>", ">What is $a^2$ in a triangle?</a>")
        .doesNotContain("/images/" + strange);
  }

  @Test
  void whatIsPastedIsShownThenAddedAllOfIt() {
    String pasted = "1. Which?\na) one *\nb) two\n\n2. Name one.\n\n3. Broken\na) same\nb) same\n";
    assertThat(paste(pasted)).hasStatusOk().bodyText().contains("3 questions found", "right: one", "No answers given, so it becomes a short text.", "Make it a word cloud", "Line 7: Two of the answers are the same.", "Add 2 questions");
    assertThat(bank.of(course.id())).isEmpty();
    assertThat(paste(pasted).param("toggle", "1")).bodyText().contains("Change it back");

    String id = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      assertThat(paste(pasted).param("other", "1").param("tags", "week 7").param("clientId", id).param("add", "true")).hasRedirectedUrl(questions).flash().containsEntry("notice", "2 questions added.");
    }
    assertThat(bank.of(course.id())).extracting(one -> one.content().kind()).containsExactlyInAnyOrder(Kind.SINGLE, Kind.CLOUD);
    assertThat(bank.of(course.id())).allMatch(one -> one.content().tags().equals(List.of("week 7")));
  }

  @Test
  void pastesThatMeanNoGoodGetASentence() {
    assertThat(paste("x".repeat(10_000_000))).hasStatusOk().bodyText().contains("This is longer than 1,000,000 characters.");
    assertThat(paste("Q?\n\n".repeat(501))).hasStatusOk().bodyText().contains("These are more than 500 questions.");
    assertThat(paste("Which?\n" + IntStream.range(0, 1_000).mapToObj(i -> "- " + i).collect(Collectors.joining("\n")))).hasStatusOk().bodyText().contains("Line 1: Write 2 to 10 answers");
    assertThat(paste(SCRIPT + "\na) " + SCRIPT + " *\nb) x\n! " + SCRIPT)).hasStatusOk().bodyText().doesNotContain(SCRIPT);
    assertThat(paste("a\u0000b?\n- x *\n- y\u0000")).hasStatus(400);
    assertThat(paste("{=" .repeat(1000)).param("format", "GIFT")).hasStatusOk();
    assertThat(paste("Q?").param("format", "NOTHING")).hasStatus(400);
  }

  @Test
  void aFileIsReadInWhateverEncodingItIs() {
    assertThat(file("Où?\n- là *\n- ici".getBytes(StandardCharsets.UTF_8))).hasStatusOk().bodyText().contains("Où?").doesNotContain("old encoding");
    assertThat(file("\ufeffOù?\n- là *\n- ici".getBytes(StandardCharsets.UTF_16LE))).bodyText().contains("Où?").doesNotContain("old encoding");
    assertThat(file("Où?\n- là *\n- ici".getBytes(StandardCharsets.ISO_8859_1))).bodyText().contains("Où?", "This file is in an old encoding.");
    assertThat(file(new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xc3, 0x28, 0})).hasStatusOk();
    assertThat(file(new byte[10_000_000])).hasStatusOk().bodyText().contains("This is longer than");
  }

  @Test
  void whatIsExportedIsWhatOneLooksAt() {
    bank.add(UUID.randomUUID(), course.id(), List.of(Content.of(Kind.SINGLE, "Which?", List.of("=1+1", "two"), List.of("0"), null, "", List.of("a"))), amara.id());
    added("Why does it sink?");
    assertThat(browser.get().uri(questions + "/export/aiken").with(user(amara.id().toString()))).hasContentType("text/plain;charset=UTF-8").bodyText().isEqualTo("Which?\nA. =1+1\nB. two\nANSWER: A\n");
    assertThat(browser.get().uri(questions + "/export/plain").param("q", "sink").with(user(amara.id().toString()))).bodyText().isEqualTo("1. Why does it sink? [short text]\n");
    assertThat(get(amara, questions + "/export/odt")).hasStatus(404);
  }

  private MockMvcRequestBuilder paste(String text) {
    return browser.post().uri(questions + "/import").with(user(amara.id().toString())).with(csrf()).param("text", text);
  }

  private MockMvcTester.MockMultipartMvcRequestBuilder file(byte[] bytes) {
    return browser.post().uri(questions + "/import").with(user(amara.id().toString())).with(csrf()).multipart().file(new MockMultipartFile("file", "q.txt", "text/plain", bytes));
  }

  private long added(String text) {
    return bank.add(UUID.randomUUID(), course.id(), List.of(Content.of(Kind.TEXT, text, List.of(), List.of(), null, "", List.of())), amara.id()).getFirst();
  }

  private MockMvcRequestBuilder get(User person, String address) {
    return browser.get().uri(address).with(user(person.id().toString()));
  }

  private MockMvcRequestBuilder post(User person, String address) {
    return browser.post().uri(address).with(user(person.id().toString())).with(csrf());
  }
}
