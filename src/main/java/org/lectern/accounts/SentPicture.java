package org.lectern.accounts;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.lectern.accounts.UnreadablePictureException.Reason;

/**
 * A picture that somebody sent, painted anew. Of the file itself nothing is left, such as where a photograph was taken or what else
 * hides behind the picture.
 */
public final class SentPicture {

  /** What somebody may send, in bytes. */
  public static final long MOST_BYTES = 5 << 20;

  /** Five megabytes can unpack to gigabytes. The pictures of today's telephones have fifty millions. */
  private static final long MOST_PIXELS = 60_000_000;

  /** What is drawn with few colours is smaller and clearer as a PNG. A photograph is not. */
  private static final int MOST_BYTES_OF_A_PNG = 1 << 20;

  private static final float QUALITY = .86f;

  private SentPicture() {}

  /** All of it, with at most so many pixels on its longer side. */
  public static Repainted whole(byte[] file, int longest) throws UnreadablePictureException {
    BufferedImage image = read(file, UnaryOperator.identity(), longest);
    return encoded(image, beginning(file).startsWith("\u0089PNG"));
  }

  /** The middle of it, square. */
  static byte[] square(byte[] file, int side) throws UnreadablePictureException {
    return encoded(read(file, SentPicture::middle, side), false).bytes();
  }

  private static Rectangle middle(Rectangle all) {
    int side = Math.min(all.width, all.height);
    return new Rectangle((all.width - side) / 2, (all.height - side) / 2, side, side);
  }

  /** One at a time: each may take some hundred megabytes for a moment. */
  private static synchronized BufferedImage read(byte[] file, UnaryOperator<Rectangle> part, int longest)
      throws UnreadablePictureException {
    try {
      return upright(decoded(file, part, longest), orientation(file));
    } catch (IOException | RuntimeException broken) { // readers fail in as many ways as files can be broken
      throw new UnreadablePictureException(Reason.UNREADABLE, String.valueOf(broken.getMessage()));
    }
  }

  /** Read no finer than is needed. */
  private static BufferedImage decoded(byte[] file, UnaryOperator<Rectangle> which, int longest)
      throws IOException, UnreadablePictureException {
    ImageReader reader = reader(file);
    boolean[] cutShort = {false};
    reader.addIIOReadWarningListener((_, warning) -> cutShort[0] |= warning.startsWith("Truncated") || warning.startsWith("Premature end"));
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      Rectangle all = new Rectangle(reader.getWidth(0), reader.getHeight(0));
      if ((long) all.width * all.height > MOST_PIXELS) {
        throw new UnreadablePictureException(Reason.TOO_LARGE, "too large");
      }
      Rectangle part = which.apply(all);
      ImageReadParam how = reader.getDefaultReadParam();
      how.setSourceRegion(part);
      int step = Math.max(1, Math.max(part.width, part.height) / (2 * longest));
      how.setSourceSubsampling(step, step, 0, 0);
      BufferedImage image = reader.read(0, how);
      if (cutShort[0]) {
        throw new UnreadablePictureException(Reason.UNREADABLE, "cut short");
      }
      return smaller(image, longest);
    } finally {
      reader.dispose();
    }
  }

  /** By how the file begins: its name and what the browser says of it are anybody's. */
  private static ImageReader reader(byte[] file) throws UnreadablePictureException {
    String beginning = beginning(file);
    if (isAnimated(file)) {
      throw new UnreadablePictureException(Reason.ANIMATED, "animated");
    }
    if (beginning.startsWith("\u0089PNG")) {
      return ImageIO.getImageReadersByFormatName("png").next();
    }
    if (beginning.startsWith("\u00ff\u00d8\u00ff")) {
      return ImageIO.getImageReadersByFormatName("jpeg").next();
    }
    if (isWebP(beginning)) {
      return new WebPImageReaderSpi().createReaderInstance(null);
    }
    throw new UnreadablePictureException(Reason.UNREADABLE, "neither PNG nor JPEG nor WebP");
  }

  private static String beginning(byte[] file) {
    return new String(file, 0, Math.min(file.length, 12), StandardCharsets.ISO_8859_1);
  }

  private static boolean isWebP(String beginning) {
    return beginning.startsWith("RIFF") && beginning.endsWith("WEBP");
  }

  /** A GIF always counts as one; the others say so before their first picture. */
  private static boolean isAnimated(byte[] file) {
    String beginning = beginning(file);
    return beginning.startsWith("GIF8")
        || beginning.startsWith("\u0089PNG") && hasChunkBeforeItsPicture(ByteBuffer.wrap(file), "acTL")
        || isWebP(beginning) && file.length > 20 && new String(file, 12, 4, StandardCharsets.ISO_8859_1).equals("VP8X") && (file[20] & 2) != 0;
  }

  private static boolean hasChunkBeforeItsPicture(ByteBuffer png, String wanted) {
    int at = 8;
    while (at + 8 <= png.capacity()) {
      String name = new String(png.array(), at + 4, 4, StandardCharsets.ISO_8859_1);
      int length = png.getInt(at);
      if (name.equals(wanted)) {
        return true;
      }
      if (name.equals("IDAT") || length < 0 || length > png.capacity() - at - 12) {
        return false;
      }
      at += length + 12;
    }
    return false;
  }

  /** By halves, so that no part of it is passed over. */
  private static BufferedImage smaller(BufferedImage image, int longest) {
    BufferedImage step = image;
    while (longer(step) > 2 * longest) {
      step = fitted(step, longer(step) / 2);
    }
    return fitted(step, Math.min(longest, longer(step)));
  }

  private static BufferedImage fitted(BufferedImage image, int longest) {
    double by = (double) longest / longer(image);
    int width = Math.max(1, (int) Math.round(image.getWidth() * by));
    int height = Math.max(1, (int) Math.round(image.getHeight() * by));
    return painted(image, width, height, AffineTransform.getScaleInstance((double) width / image.getWidth(), (double) height / image.getHeight()));
  }

  private static int longer(BufferedImage image) {
    return Math.max(image.getWidth(), image.getHeight());
  }

  /** On white: a JPEG has nothing to see through, and black lines on nothing are not seen in a dark room. */
  private static BufferedImage painted(BufferedImage image, int width, int height, AffineTransform placed) {
    BufferedImage paper = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = paper.createGraphics();
    brush.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    brush.setColor(Color.WHITE);
    brush.fillRect(0, 0, width, height);
    brush.drawImage(image, placed, null);
    brush.dispose();
    return paper;
  }

  /** Cameras lay a picture down as they were held, and write beside it how it is to be turned: 1 to 8, as Exif counts. */
  private static BufferedImage upright(BufferedImage image, int orientation) {
    if (orientation < 2 || orientation > 8) {
      return image;
    }
    int quarters = new int[] {0, 0, 2, 2, 3, 1, 1, 3}[orientation - 1];
    boolean mirrored = List.of(2, 4, 5, 7).contains(orientation);
    boolean lying = quarters % 2 == 1;
    int width = lying ? image.getHeight() : image.getWidth();
    int height = lying ? image.getWidth() : image.getHeight();
    AffineTransform turn = AffineTransform.getTranslateInstance(width / 2., height / 2.);
    turn.quadrantRotate(quarters);
    turn.scale(mirrored ? -1 : 1, 1);
    turn.translate(-image.getWidth() / 2., -image.getHeight() / 2.);
    return painted(image, width, height, turn);
  }

  private static int orientation(byte[] file) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif");
      return segments.isEmpty() ? 1 : orientation(segments.getFirst().data());
    } catch (IOException | RuntimeException noneOrBroken) {
      return 1;
    }
  }

  private static int orientation(InputStream exif) throws IOException {
    exif.skipNBytes(1); // what fills up its name
    Directory tags = new TIFFReader().read(new MemoryCacheImageInputStream(exif));
    Entry turned = tags.getEntryById(TIFF.TAG_ORIENTATION);
    return turned != null && turned.getValue() instanceof Number number ? number.intValue() : 1;
  }

  private static Repainted encoded(BufferedImage image, boolean drawn) throws UnreadablePictureException {
    try {
      byte[] png = drawn ? png(image) : new byte[0];
      return drawn && png.length <= MOST_BYTES_OF_A_PNG
          ? new Repainted(png, "image/png", image.getWidth(), image.getHeight())
          : new Repainted(jpeg(image), "image/jpeg", image.getWidth(), image.getHeight());
    } catch (IOException broken) {
      throw new UnreadablePictureException(Reason.UNREADABLE, String.valueOf(broken.getMessage()));
    }
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(QUALITY);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** @param type as HTTP names it */
  public record Repainted(byte[] bytes, String type, int width, int height) {}
}
