package org.lectern.courses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.materials.Material;
import org.lectern.courses.materials.Materials;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PageTest
class CourseImagesIntegrationTests {

  @Autowired MockMvcTester browser;
  @Autowired Classroom classroom;
  @Autowired Courses courses;
  @Autowired Enrolments enrolments;
  @Autowired Materials materials;
  @Autowired JdbcClient jdbc;

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
  void anImageIsSeenByThoseWhoAreEnrolledAndByNobodyElse() throws Exception {
    String address = address(added(lena, image("png", 40, 30)));
    User stranger = classroom.person("Niklas Holm");
    User elsewhere = classroom.student(classroom.course(stranger), "Karim Haddad");

    assertThat(get(amara, address)).hasStatusOk().hasContentType("image/png");
    assertThat(get(lena, address)).hasStatusOk().headers().hasValue("Cache-Control", "max-age=43200, private, immutable");
    assertThat(get(stranger, address)).hasStatus(404);
    assertThat(get(elsewhere, address)).hasStatus(404);
    assertThat(send(stranger, image("png", 40, 30))).hasStatus(404);
  }

  @Test
  void anImageOfAnotherCourseIsNotThere() throws Exception {
    JsonNode image = added(lena, image("png", 40, 30));
    Course other = classroom.course(amara);

    assertThat(get(amara, "/courses/" + other.id() + "/images/" + image.get("id").stringValue())).hasStatus(404);
  }

  @Test
  void nobodyAddsOneToACourseThatIsKeptForReading() throws Exception {
    String address = address(added(lena, image("png", 4, 3)));
    courses.archive(course.id());

    assertThat(send(lena, image("png", 4, 3))).hasStatus(404);
    assertThat(get(lena, address)).hasStatusOk();
  }

  @Test
  void aLargeOneIsMadeToFitAndKeepsItsShape() throws Exception {
    JsonNode image = added(lena, image("jpeg", 4_000, 1_000));
    BufferedImage kept = ImageIO.read(new ByteArrayInputStream(get(lena, address(image)).getResponse().getContentAsByteArray()));

    assertThat(List.of(image.get("width").intValue(), image.get("height").intValue())).containsExactly(2_000, 500);
    assertThat(List.of(kept.getWidth(), kept.getHeight())).containsExactly(2_000, 500);
  }

  @Test
  void ofAPhotographOnlyWhatItShowsIsKept() throws Exception {
    byte[] photograph = withPlace(image("jpeg", 40, 30));
    byte[] kept = get(lena, address(added(lena, photograph))).getResponse().getContentAsByteArray();

    assertThat(new String(photograph, StandardCharsets.ISO_8859_1)).contains("59.9 N 10.7 E");
    assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("59.9 N 10.7 E", "Exif");
  }

  @Test
  void whatIsNoImageIsRefusedInWordsAndNothingIsKept() throws Exception {
    byte[] bomb = ByteBuffer.allocate(33).put("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1))
        .putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(60_000).putInt(60_000).put(new byte[] {8, 2, 0, 0, 0}).putInt(0).array();
    byte[] jpeg = noise("jpeg"), png = noise("png");

    refused(422, "cannot be read", new byte[0]);
    refused(422, "cannot be read", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".getBytes(StandardCharsets.UTF_8));
    refused(422, "cannot be read", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
    refused(422, "cannot be read", Arrays.copyOf(jpeg, jpeg.length / 2));
    refused(422, "cannot be read", Arrays.copyOf(png, png.length / 2));
    refused(422, "60 million pixels", bomb);
    refused(422, "moves", "GIF89a".getBytes(StandardCharsets.US_ASCII));
    refused(422, "moves", animated(image("png", 4, 3)));
    refused(413, "more than 5 MB", new byte[10 << 20]);
    assertThat(jdbc.sql("select count(*) from course_image where course_id = ?").param(course.id().value()).query(Integer.class).single()).isZero();
  }

  @Test
  void anImageStaysWhenAFileOfTheSameBytesGoes() throws Exception {
    String address = address(added(lena, image("png", 7, 5)));
    byte[] bytes = get(lena, address).getResponse().getContentAsByteArray();
    Material copy = materials.add(course.id(), amara, "copy.png", new ByteArrayInputStream(bytes), _ -> {});

    materials.remove(copy.id());

    assertThat(get(lena, address)).hasStatusOk();
  }

  private void refused(int status, String sentence, byte[] file) {
    assertThat(send(lena, file)).hasStatus(status).bodyText().contains(sentence);
  }

  private JsonNode added(User person, byte[] file) throws Exception {
    MvcTestResult result = send(person, file);
    assertThat(result).hasStatus(201);
    return new JsonMapper().readTree(result.getResponse().getContentAsString());
  }

  private String address(JsonNode image) {
    return "/courses/" + course.id() + "/images/" + image.get("id").stringValue();
  }

  private MvcTestResult send(User person, byte[] file) {
    return browser.post().uri("/courses/" + course.id() + "/images").with(user(person.id().toString())).with(csrf()).accept("application/json")
        .multipart().file(new MockMultipartFile("file", "a.png", "image/png", file)).exchange();
  }

  private MvcTestResult get(User person, String address) {
    return browser.get().uri(address).with(user(person.id().toString())).exchange();
  }

  private static byte[] image(String kind, int width, int height) throws IOException {
    return written(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), kind);
  }

  /** Something that takes as many bytes as it has pixels, so that half of it is half a picture. */
  private static byte[] noise(String kind) throws IOException {
    BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 40_000; i++) {
      image.setRGB(i % 200, i / 200, i * 2_654_435);
    }
    return written(image, kind);
  }

  private static byte[] written(BufferedImage image, String kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, kind, bytes);
    return bytes.toByteArray();
  }

  private static byte[] withPlace(byte[] jpeg) {
    byte[] place = "Exif\0\0MM 59.9 N 10.7 E".getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(jpeg.length + 4 + place.length).put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (2 + place.length))
        .put(place).put(jpeg, 2, jpeg.length - 2).array();
  }

  private static byte[] animated(byte[] png) {
    byte[] control = ByteBuffer.allocate(20).putInt(8).put("acTL".getBytes(StandardCharsets.US_ASCII)).putInt(2).putInt(0).putInt(0).array();
    return ByteBuffer.allocate(png.length + 20).put(png, 0, 33).put(control).put(png, 33, png.length - 33).array();
  }
}
