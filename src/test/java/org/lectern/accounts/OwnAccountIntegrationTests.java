package org.lectern.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import jakarta.servlet.http.Cookie;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.courses.Course;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMultipartMvcRequestBuilder;

/** What people say of themselves, and where that is seen. */
@PageTest
class OwnAccountIntegrationTests {

  @Autowired MockMvcTester browser;
  @Autowired Classroom classroom;
  @Autowired Users users;

  User amara;
  User lena;
  Course course;

  @BeforeEach
  void aCourse() {
    amara = classroom.person("Dr. Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
  }

  @Test
  void aNewNameIsSeenByOthers() {
    assertThat(change(lena).param("name", " Lena Fischer-Lund ")).hasRedirectedUrl("/account").flash().containsEntry("done", "account.saved");

    assertThat(get(amara, "/courses/" + course.id() + "/people")).bodyText().contains("Lena Fischer-Lund");
  }

  @Test
  void whatIsWrongIsToldAtItsFieldAndWhatWasTypedStays() {
    assertThat(change(lena).param("name", " ").param("zone", "Europe/Oslo"))
        .hasStatusOk()
        .bodyText()
        .contains("id=\"name-error\"", "Write the name.", "<option value=\"Europe/Oslo\" selected=\"selected\"");
    assertThat(change(lena).param("name", "Typed").param("zone", "Middle/Earth"))
        .bodyText()
        .contains("id=\"zone-error\"", "Choose a time zone from the list.", "value=\"Typed\"");
    assertThat(users.find(lena.id()).orElseThrow().name()).isEqualTo("Lena Fischer");
  }

  @ParameterizedTest
  @CsvSource({"'', Pacific%2FAuckland, Pacific/Auckland", "Asia/Kolkata, Pacific%2FAuckland, Asia/Kolkata", "'', Middle%2FEarth, ''", "Asia/Kolkata, , Asia/Kolkata"})
  void theClockChosenInTheAccountCountsBeforeThatOfTheBrowser(String chosen, String ofBrowser, String seen) {
    change(lena).param("name", lena.name()).param("zone", chosen).exchange();

    MockMvcRequestBuilder page = get(lena, "/account");
    assertThat(ofBrowser == null ? page : page.cookie(new Cookie("zone", ofBrowser))).bodyText().contains("now, " + seen);
  }

  @ParameterizedTest
  @CsvSource({
    "'', , en-GB, HH:mm",
    "'', 'en-US,en;q=0.9', en-US, h:mm a",
    "'', 'de-DE,de;q=0.9,en-US;q=0.8', en-GB, HH:mm",
    "en-AU, en-US, en-AU, h:mm a",
    "en-IE, , en-IE, HH:mm"
  })
  void theLanguageChosenInTheAccountCountsBeforeThatOfTheBrowser(
      String chosen, @Nullable String ofBrowser, String seen, String times) {
    change(lena).param("name", lena.name()).param("zone", "Asia/Tokyo").param("language", chosen).exchange();

    MockMvcRequestBuilder page = get(lena, "/account");
    assertThat(ofBrowser == null ? page : page.header("Accept-Language", ofBrowser))
        .bodyText()
        .contains("<html lang=\"" + seen + "\"")
        .containsPattern(times.equals("HH:mm") ? "It is \\d\\d:\\d\\d now" : "It is \\d{1,2}:\\d\\d[\\h\\u202f](am|pm|AM|PM) now");
  }

  @Test
  void aLanguageThatIsNotOfferedIsToldAtItsField() {
    assertThat(change(lena).param("name", "Typed").param("language", "tlh"))
        .bodyText()
        .contains("id=\"language-error\"", "Choose a language from the list.", "value=\"Typed\"");
  }

  /** As on the first page of a new browser, before a script has said anything. */
  @Test
  void aBrowserThatDoesNotSayWhereItIsIsTakenToBeWhereTheLastOneWas() {
    assertThat(get(lena, "/account").cookie(new Cookie("zone", "America%2FLima"))).bodyText().contains("now, America/Lima");
    assertThat(get(lena, "/account")).bodyText().contains("now, America/Lima", "data-zone=\"America/Lima\"");
  }

  @Test
  void aPictureIsMadeSmallSeenInsteadOfInitialsAndTakenAwayAgain() throws IOException {
    assertThat(get(amara, "/courses/" + course.id() + "/people")).bodyText().contains(">LF<");

    assertThat(change(lena).file(picture()).param("name", lena.name())).hasRedirectedUrl("/account");

    String address = address(lena);
    assertThat(get(amara, "/courses/" + course.id() + "/people")).bodyText().contains("src=\"" + address + "\"").doesNotContain(">LF<");
    var answer = get(amara, address).exchange();
    assertThat(answer).hasStatusOk().hasContentType("image/jpeg");
    assertThat(answer).headers().hasValue(HttpHeaders.CACHE_CONTROL, "max-age=43200, private, immutable");
    assertThat(ImageIO.read(new ByteArrayInputStream(answer.getResponse().getContentAsByteArray())).getWidth()).isEqualTo(256);

    change(lena).file(picture()).param("name", lena.name()).exchange();
    assertThat(address(lena)).isNotEqualTo(address);
    assertThat(get(amara, address)).as("what was replaced").hasStatus(404);

    change(lena).param("name", lena.name()).param("removePicture", "true").exchange();
    assertThat(users.find(lena.id()).orElseThrow().picture()).isNull();
    assertThat(get(amara, "/courses/" + course.id() + "/people")).bodyText().contains(">LF<");
  }

  @Test
  void aPictureIsThereForThoseWhoMeetWhomItShows() throws IOException {
    change(lena).file(picture()).param("name", lena.name()).exchange();
    User ingrid = users.create("ingrid" + lena.id() + "@people.example", "Ingrid Solheim", Role.ADMIN, null);
    User stranger = classroom.student(classroom.course(classroom.person("Jonas Weidl")), "Karim Haddad");

    assertThat(get(lena, address(lena))).hasStatusOk();
    assertThat(get(ingrid, address(lena))).hasStatusOk();
    assertThat(get(stranger, address(lena))).hasStatus(404);
    assertThat(browser.get().uri(address(lena))).hasStatus(401);
  }

  @Test
  void aFileThatIsNoPictureIsToldAtItsFieldAndTheRestIsStillThere() {
    MockMultipartFile text = new MockMultipartFile("file", "lena.png", "image/png", "not a picture".getBytes());
    MockMultipartFile large = new MockMultipartFile("file", "lena.png", "image/png", new byte[(5 << 20) + 1]);

    assertThat(change(lena).file(text).param("name", "Typed"))
        .hasStatusOk()
        .bodyText()
        .contains("id=\"file-error\"", "This picture cannot be read.", "value=\"Typed\"");
    assertThat(change(lena).file(large).param("name", "Typed")).bodyText().contains("This picture has more than 5 MB.", "value=\"Typed\"");
    assertThat(users.find(lena.id()).orElseThrow().picture()).isNull();
  }

  @Test
  void aPictureIsKeptWhenAnotherFieldIsWrong() throws IOException {
    assertThat(change(lena).file(picture()).param("name", "")).hasStatusOk().bodyText().contains("Write the name.", "src=\"" + address(lena) + "\"");
  }

  private String address(User person) {
    return String.valueOf(users.find(person.id()).orElseThrow().picture());
  }

  private static MockMultipartFile picture() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return new MockMultipartFile("file", "lena.png", "image/png", bytes.toByteArray());
  }

  private MockMvcRequestBuilder get(User person, String address) {
    var signedIn = user(person.id().toString());
    return browser.get().uri(address).with(person.isAdmin() ? signedIn.roles("ADMIN") : signedIn);
  }

  private MockMultipartMvcRequestBuilder change(User person) {
    return browser.post().uri("/account").with(user(person.id().toString())).with(csrf()).multipart();
  }
}
