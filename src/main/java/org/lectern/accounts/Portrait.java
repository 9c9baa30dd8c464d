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
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The picture of a person as pages show it: the middle of what was sent, square and small, painted anew. Of the file itself nothing
 * is left, such as where a photograph was taken or what else hides behind the picture.
 */
final class Portrait {

  static final int SIDE = 256;

  /** Five megabytes can unpack to gigabytes. The pictures of today's telephones have fifty millions. */
  private static final long MOST_PIXELS = 60_000_000;

  private static final float QUALITY = .86f;

  private Portrait() {}

  /** One at a time: each may take some hundred megabytes for a moment. */
  static synchronized byte[] of(byte[] file) throws UnreadablePictureException {
    try {
      return jpeg(upright(square(file), orientation(file)));
    } catch (IOException | RuntimeException broken) { // readers fail in as many ways as files can be broken
      throw new UnreadablePictureException(String.valueOf(broken.getMessage()));
    }
  }

  /** The middle of the picture, read no finer than is needed. */
  private static BufferedImage square(byte[] file) throws IOException, UnreadablePictureException {
    ImageReader reader = reader(file);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > MOST_PIXELS) {
        throw new UnreadablePictureException("too large");
      }
      int side = Math.min(width, height);
      ImageReadParam part = reader.getDefaultReadParam();
      part.setSourceRegion(new Rectangle((width - side) / 2, (height - side) / 2, side, side));
      int step = Math.max(1, side / (2 * SIDE));
      part.setSourceSubsampling(step, step, 0, 0);
      return smaller(reader.read(0, part));
    } finally {
      reader.dispose();
    }
  }

  /** By how the file begins: its name and what the browser says of it are anybody's. */
  private static ImageReader reader(byte[] file) throws UnreadablePictureException {
    String beginning = new String(file, 0, Math.min(file.length, 12), StandardCharsets.ISO_8859_1);
    if (beginning.startsWith("\u0089PNG")) {
      return ImageIO.getImageReadersByFormatName("png").next();
    }
    if (beginning.startsWith("\u00ff\u00d8\u00ff")) {
      return ImageIO.getImageReadersByFormatName("jpeg").next();
    }
    if (beginning.startsWith("RIFF") && beginning.endsWith("WEBP")) {
      return new WebPImageReaderSpi().createReaderInstance(null);
    }
    throw new UnreadablePictureException("neither PNG nor JPEG nor WebP");
  }

  /** By halves, so that no part of it is passed over. */
  private static BufferedImage smaller(BufferedImage image) {
    BufferedImage step = image;
    while (step.getWidth() > 2 * SIDE) {
      step = painted(step, step.getWidth() / 2, new AffineTransform());
    }
    return painted(step, Math.min(SIDE, step.getWidth()), new AffineTransform());
  }

  /** On white: a JPEG has nothing to see through. */
  private static BufferedImage painted(BufferedImage image, int side, AffineTransform turn) {
    BufferedImage paper = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = paper.createGraphics();
    brush.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    brush.setColor(Color.WHITE);
    brush.fillRect(0, 0, side, side);
    brush.transform(turn);
    brush.drawImage(image, 0, 0, side, side, null);
    brush.dispose();
    return paper;
  }

  /** Cameras lay a picture down as they were held, and write beside it how it is to be turned: 1 to 8, as Exif counts. */
  private static BufferedImage upright(BufferedImage image, int orientation) {
    if (orientation < 2 || orientation > 8) {
      return image;
    }
    int side = image.getWidth();
    int quarters = new int[] {0, 0, 2, 2, 3, 1, 1, 3}[orientation - 1];
    boolean mirrored = List.of(2, 4, 5, 7).contains(orientation);
    AffineTransform turn = AffineTransform.getQuadrantRotateInstance(quarters, side / 2., side / 2.);
    if (mirrored) {
      turn.concatenate(new AffineTransform(-1, 0, 0, 1, side, 0));
    }
    return painted(image, side, turn);
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
}
