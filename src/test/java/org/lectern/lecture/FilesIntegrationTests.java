package org.lectern.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.util.HtmlUtils;

/** The files of a lecture and of its course, from the upload to the bytes. */
@PageTest
class FilesIntegrationTests {

  @Autowired MockMvcTester browser;
  @Autowired Classroom classroom;

  User amara;
  User lena;
  Course course;
  Lecture lecture;

  @BeforeEach
  void aLecture() {
    amara = classroom.person("Dr. Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    lecture = classroom.lecture(course);
  }

  @Test
  void aPdfBecomesADeckThatStudentsCanRead() throws Exception {
    MvcTestResult answer = addDeck(amara, "Plate tectonics.pdf", pdf(3));

    assertThat(answer).hasStatus(201).bodyJson().extractingPath("$.pages").isEqualTo(3);
    assertThat(answer).bodyJson().extractingPath("$.title").isEqualTo("Plate tectonics");
    assertThat(get(lena, deckUrl(answer)))
        .hasStatusOk()
        .hasContentType("application/pdf")
        .headers()
        .hasValue("Content-Disposition", "inline; filename=\"Plate tectonics.pdf\"; filename*=UTF-8''Plate%20tectonics.pdf");
  }

  @Test
  void theFirstSlideIsAPictureAndEverySlideHasItsTitle() throws Exception {
    String deck = "/lectures/%s/decks/%s".formatted(lecture.id(), deckUrl(addDeck(amara, "Plates.pdf", titled("Inside the Earth", "", "How fast?"))).split("/")[2]);

    assertThat(get(lena, deck + "/cover")).hasStatusOk().hasContentType("image/jpeg")
        .headers().hasValue("Cache-Control", "max-age=3600, private, immutable").containsHeader("ETag");
    assertThat(get(lena, deck + "/titles")).hasStatusOk().bodyJson().isEqualTo("[\"Inside the Earth\", \"\", \"How fast?\"]");

    User stranger = classroom.person("Somebody Else");
    assertThat(get(stranger, deck + "/cover")).hasStatus(404);
    assertThat(get(stranger, deck + "/titles")).hasStatus(404);
  }

  /** Pages with a title in large letters above words in small ones; an empty title leaves the page empty. */
  private static byte[] titled(String... titles) throws IOException {
    try (PDDocument document = new PDDocument(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      for (String title : titles) {
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          write(content, title.isEmpty() ? "" : "Read this first", 12, 760);
          write(content, title, 40, 700);
          write(content, title.isEmpty() ? "" : "A line of text below", 14, 640);
        }
      }
      document.save(bytes);
      return bytes.toByteArray();
    }
  }

  private static void write(PDPageContentStream content, String text, float size, float y) throws IOException {
    content.beginText();
    content.setFont(new PDType1Font(FontName.HELVETICA), size);
    content.newLineAtOffset(40, y);
    content.showText(text);
    content.endText();
  }

  @Test
  void aPartOfAFileIsGivenAndAFileThatIsKnownIsNotSentAgain() throws Exception {
    String url = deckUrl(addDeck(amara, "slides.pdf", pdf(1)));
    String etag = get(lena, url).getResponse().getHeader(HttpHeaders.ETAG);

    MvcTestResult part =
        browser.get().uri(url).with(user(lena.id().toString())).header(HttpHeaders.RANGE, "bytes=0-4").exchange();
    assertThat(part).hasStatus(206).hasBodyTextEqualTo("%PDF-");
    assertThat(browser.get().uri(url).with(user(lena.id().toString())).header(HttpHeaders.IF_NONE_MATCH, etag))
        .hasStatus(304);
  }

  @Test
  void aStrangerGetsNeitherTheListNorTheBytes() throws Exception {
    User stranger = classroom.person("Niklas Holm");
    String url = deckUrl(addDeck(amara, "slides.pdf", pdf(1)));
    assertThat(get(lena, url)).hasStatusOk();

    assertThat(get(stranger, url)).hasStatus(404);
    assertThat(get(stranger, decks())).hasStatus(404);
  }

  @Test
  void studentsAddNothing() throws Exception {
    assertThat(addDeck(lena, "slides.pdf", pdf(1))).hasStatus(404);
    assertThat(get(lena, decks())).hasStatus(404);
  }

  @Test
  void theSameFileIsADeckOfSeveralLectures() throws Exception {
    byte[] pdf = pdf(2);
    addDeck(amara, "slides.pdf", pdf);
    lecture = classroom.lecture(course);

    assertThat(addDeck(amara, "slides.pdf", pdf)).hasStatus(201);
    assertThat(get(amara, decks())).bodyJson().extractingPath("$.length()").isEqualTo(1);
  }

  @Test
  void whatCannotBeShownIsRefusedInWords() throws Exception {
    assertThat(refusal("notes.txt", "hello".getBytes())).contains("This file is not a PDF.");
    assertThat(refusal("zeros.pdf", new byte[20_000_000])).contains("This file is not a PDF.");
    assertThat(refusal("cut.pdf", "%PDF-1.7 and no more".getBytes())).contains("This PDF is damaged");
    byte[] whole = pdf(9);
    assertThat(refusal("half.pdf", Arrays.copyOf(whole, whole.length * 6 / 10))).contains("This PDF is damaged");
    assertThat(refusal("empty.pdf", new byte[0])).contains("This file is empty.");
    assertThat(refusal("secret.pdf", encryptedPdf())).contains("This PDF needs a password.");
  }

  @Test
  void aPdfOfWhichTheBrowserDrawsOtherPagesThanAreCountedIsNoDeck() throws Exception {
    assertThat(addDeck(amara, "slides.pdf", pdf(3), "0")).hasStatus(422).bodyText().contains("A browser cannot show all pages of this PDF.");
    assertThat(addDeck(amara, "slides.pdf", pdf(3), "2")).hasStatus(422).bodyText().contains("A browser cannot show all pages of this PDF.");
    assertThat(get(amara, decks())).bodyJson().extractingPath("$.length()").isEqualTo(0);
    assertThat(addDeck(amara, "slides.pdf", pdf(3), "many")).hasStatus(400);
    assertThat(addDeck(amara, "slides.pdf", pdf(3), "")).hasStatus(201);
    assertThat(addDeck(amara, "slides.pdf", pdf(3), "3")).hasStatus(201);
  }

  @Test
  void aPdfThatClaimsMorePagesThanItHasIsShownWithThoseItHas() throws Exception {
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      document.addPage(new PDPage());
      document.addPage(new PDPage());
      document.getPages().getCOSObject().setInt(COSName.COUNT, 10);
      assertThat(addDeck(amara, "ten.pdf", saved(document))).hasStatus(201).bodyJson().extractingPath("$.pages").isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"100% Übung.txt", "a;b=c.txt", "a%2Fb.txt", "..", "the \"big\" one.txt", "火山.txt", "مرحبا.txt", "?#&.txt"})
  void aFileOfAnyNameIsListedOpenedAndSavedUnderIt(String name) throws Exception {
    addMaterial(amara, name, "read this".getBytes());

    Matcher link = Pattern.compile("href=\"(/materials/\\d+)\"").matcher(text(lena));
    assertThat(link.find()).isTrue();
    assertThat(HtmlUtils.htmlUnescape(text(lena))).contains(name);
    MvcTestResult bytes = get(lena, link.group(1));
    assertThat(bytes).hasStatusOk();
    assertThat(ContentDisposition.parse(bytes.getResponse().getHeader("Content-Disposition")).getFilename()).isEqualTo(name);
  }

  @Test
  void aFileThatALectureShowsStays() throws Exception {
    String url = deckUrl(addDeck(amara, "slides.pdf", pdf(1)));
    String removal = url.substring(0, url.lastIndexOf('/')) + "/removal";

    assertThat(browser.post().uri(removal).with(user(amara.id().toString())).with(csrf()))
        .flash()
        .containsEntry("wrong", "slides.pdf is shown in a session, so it stays for the recording.");
    assertThat(get(lena, url)).hasStatusOk();
  }

  @Test
  void aPageThatSomeoneUploadsIsSavedAndNeverRunAsOurs() {
    assertThat(addMaterial(amara, "exercise.html", "<script>alert(1)</script>".getBytes())).hasStatus3xxRedirection();
    Matcher link = Pattern.compile("href=\"(/materials/\\d+)\"").matcher(text(lena));
    assertThat(link.find()).isTrue();

    MvcTestResult bytes = get(lena, link.group(1));
    assertThat(bytes).hasStatusOk().hasContentType("application/octet-stream");
    assertThat(bytes.getResponse().getHeader("Content-Disposition")).startsWith("attachment");
  }

  @Test
  void anUploadSentTwiceIsOneFile() {
    addMaterial(amara, "reading.txt", "read this".getBytes());
    addMaterial(amara, "reading.txt", "read this".getBytes());

    assertThat(text(lena).split("reading.txt", -1)).hasSize(2);
  }

  private String text(User person) {
    try {
      return get(person, "/courses/" + course.id() + "/materials").getResponse().getContentAsString();
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String decks() {
    return "/lectures/" + lecture.id() + "/decks";
  }

  private MvcTestResult get(User person, String address) {
    return browser.get().uri(URI.create(address)).with(user(person.id().toString())).exchange();
  }

  private MvcTestResult addDeck(User person, String name, byte[] bytes) {
    return upload(person, decks(), name, bytes);
  }

  /** @param drawn what the browser says of it */
  private MvcTestResult addDeck(User person, String name, byte[] bytes, String drawn) {
    return browser
        .post()
        .uri(decks())
        .multipart()
        .file(new MockMultipartFile("file", name, "application/pdf", bytes))
        .param("drawn", drawn)
        .with(user(person.id().toString()))
        .with(csrf())
        .exchange();
  }

  private MvcTestResult addMaterial(User person, String name, byte[] bytes) {
    return upload(person, "/courses/" + course.id() + "/materials", name, bytes);
  }

  private MvcTestResult upload(User person, String address, String name, byte[] bytes) {
    return browser
        .post()
        .uri(address)
        .multipart()
        .file(new MockMultipartFile("file", name, "application/pdf", bytes))
        .with(user(person.id().toString()))
        .with(csrf())
        .exchange();
  }

  private String refusal(String name, byte[] bytes) throws Exception {
    MvcTestResult answer = addDeck(amara, name, bytes);
    assertThat(answer).hasStatus(422).hasContentType("application/problem+json");
    return answer.getResponse().getContentAsString();
  }

  private static String deckUrl(MvcTestResult answer) throws Exception {
    Matcher url = Pattern.compile("\"url\":\"([^\"]+)\"").matcher(answer.getResponse().getContentAsString());
    assertThat(url.find()).isTrue();
    return url.group(1);
  }

  private static byte[] pdf(int pages) throws IOException {
    try (PDDocument document = new PDDocument()) {
      for (int i = 0; i < pages; i++) {
        document.addPage(new PDPage());
      }
      return saved(document);
    }
  }

  private static byte[] encryptedPdf() throws IOException {
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      document.protect(new StandardProtectionPolicy("owner", "reader", new AccessPermission()));
      return saved(document);
    }
  }

  private static byte[] saved(PDDocument document) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.save(bytes);
    return bytes.toByteArray();
  }
}
