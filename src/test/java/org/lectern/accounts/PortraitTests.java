package org.lectern.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortraitTests {

  private static final byte[] WEBP = Base64.getDecoder().decode("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=");

  /** The middle square of each is red on its left and blue on its right. */
  @ParameterizedTest
  @CsvSource({"png, 1200, 300", "png, 300, 1200", "jpeg, 2000, 1500", "jpeg, 90, 60"})
  void itIsTheMiddleSquareAndSmall(String kind, int width, int height) throws Exception {
    BufferedImage seen = read(Portrait.of(redAndBlue(kind, width, height)));

    assertThat(seen.getWidth()).isEqualTo(Math.min(256, Math.min(width, height))).isEqualTo(seen.getHeight());
    assertThat(colour(seen, .2, .5)).isEqualTo("red");
    assertThat(colour(seen, .8, .5)).isEqualTo("blue");
  }

  @Test
  void aWebPIsReadToo() throws Exception {
    assertThat(read(Portrait.of(WEBP)).getWidth()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, .2, .5", "2, .8, .5", "3, .8, .5", "4, .2, .5", "5, .5, .2", "6, .5, .2", "7, .5, .8", "8, .5, .8"})
  void aPhotographStandsAsItWasTakenAndSaysNoMoreWhere(int orientation, double redAcross, double redDown) throws Exception {
    byte[] sent = withExif(redAndBlue("jpeg", 600, 600), orientation);

    byte[] kept = Portrait.of(sent);

    assertThat(colour(read(kept), redAcross, redDown)).isEqualTo("red");
    assertThat(new String(sent, StandardCharsets.ISO_8859_1)).contains("59.9 N 10.7 E");
    assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("59.9 N 10.7 E", "Exif");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GIF89a", "RIFF", "%PDF-1.7", "<svg xmlns='http://www.w3.org/2000/svg'/>", "\u0089PNG", "\u00ff\u00d8\u00ff\u00e0"})
  void whatIsNoPictureIsRefused(String file) {
    refused(file.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aPictureThatWouldUnpackToGigabytesIsRefusedBeforeItDoes() {
    byte[] bomb = ByteBuffer.allocate(33).put("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1))
        .putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(60_000).putInt(60_000).put(new byte[] {8, 2, 0, 0, 0}).putInt(0).array();

    assertThatExceptionOfType(UnreadablePictureException.class).isThrownBy(() -> Portrait.of(bomb)).withMessage("too large");
  }

  /** Cut short or with a wrong byte somewhere, it is a picture or it is refused, and nothing else. */
  @Test
  void aBrokenFileIsAPictureOrRefused() throws Exception {
    Random chance = new Random(42);
    for (byte[] whole : new byte[][] {redAndBlue("png", 40, 40), redAndBlue("jpeg", 40, 40), withExif(redAndBlue("jpeg", 40, 40), 6), WEBP}) {
      for (int time = 0; time < 200; time++) {
        byte[] broken = Arrays.copyOf(whole, time % 2 == 0 ? whole.length : chance.nextInt(whole.length));
        for (int wrong = 0; wrong < 3 && broken.length > 0; wrong++) {
          broken[chance.nextInt(broken.length)] = (byte) chance.nextInt();
        }
        try {
          assertThat(Portrait.of(broken)).isNotEmpty();
        } catch (UnreadablePictureException refused) {
          // as it may be
        }
      }
    }
  }

  private static void refused(byte[] file) {
    assertThatExceptionOfType(UnreadablePictureException.class).isThrownBy(() -> Portrait.of(file));
  }

  private static byte[] redAndBlue(String kind, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = image.createGraphics();
    brush.setColor(Color.RED);
    brush.fillRect(0, 0, width / 2, height);
    brush.setColor(Color.BLUE);
    brush.fillRect(width / 2, 0, width, height);
    brush.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, kind, bytes);
    return bytes.toByteArray();
  }

  /** With how the camera was held, and a place in the bytes behind. */
  private static byte[] withExif(byte[] jpeg, int orientation) {
    byte[] place = "59.9 N 10.7 E".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer exif = ByteBuffer.allocate(32 + place.length).put("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8)
        .putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation).putShort((short) 0).putInt(0)
        .put(place);
    return ByteBuffer.allocate(jpeg.length + 4 + exif.capacity()).put(jpeg, 0, 2)
        .putShort((short) 0xffe1).putShort((short) (2 + exif.capacity())).put(exif.array())
        .put(jpeg, 2, jpeg.length - 2).array();
  }

  private static BufferedImage read(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  private static String colour(BufferedImage image, double across, double down) {
    Color colour = new Color(image.getRGB((int) (image.getWidth() * across), (int) (image.getHeight() * down)));
    return colour.getRed() > 200 && colour.getBlue() < 60 ? "red" : colour.getBlue() > 200 && colour.getRed() < 60 ? "blue" : colour.toString();
  }
}
