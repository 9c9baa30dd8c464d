package org.lectern.support;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;

/** Slides to teach with. */
public final class Slides {

  private Slides() {}

  /** A PDF whose pages say their number. */
  public static byte[] pdf(int pages) {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      for (int number = 1; number <= pages; number++) {
        PDPage page = new PDPage(new PDRectangle(960, 540));
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          write(content, "Plates, part " + number, 48, 440);
        }
      }
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException cannotBe) {
      throw new UncheckedIOException(cannotBe);
    }
  }

  /** A PDF that lost its last third and was given an end all the same: one parser makes ten pages of it, and another none. */
  public static byte[] halfRepaired() {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      for (int page = 1; page <= 10; page++) {
        document.addPage(new PDPage());
      }
      document.save(bytes, CompressParameters.NO_COMPRESSION);
      ByteArrayOutputStream cut = new ByteArrayOutputStream();
      cut.write(bytes.toByteArray(), 0, bytes.size() * 2 / 3);
      cut.writeBytes("\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
      return cut.toByteArray();
    } catch (IOException cannotBe) {
      throw new UncheckedIOException(cannotBe);
    }
  }

  /** A question whose answer, in larger letters, stands in a layer that is switched off, and a hint in one that is on. */
  public static byte[] withHiddenAnswer() {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      PDPage page = new PDPage(new PDRectangle(960, 540));
      document.addPage(page);
      PDOptionalContentGroup answers = new PDOptionalContentGroup("Answers"), hints = new PDOptionalContentGroup("Hints");
      PDOptionalContentProperties layers = new PDOptionalContentProperties();
      layers.addGroup(answers);
      layers.addGroup(hints);
      layers.setGroupEnabled(answers, false);
      document.getDocumentCatalog().setOCProperties(layers);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginMarkedContent(COSName.OC, answers);
        write(content, "The answer is 42", 60, 440);
        content.endMarkedContent();
        content.beginMarkedContent(COSName.OC, hints);
        write(content, "It is an even number", 14, 100);
        content.endMarkedContent();
        write(content, "What is the answer?", 40, 300);
      }
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException cannotBe) {
      throw new UncheckedIOException(cannotBe);
    }
  }

  private static void write(PDPageContentStream content, String text, float size, float y) throws IOException {
    content.beginText();
    content.setFont(new PDType1Font(FontName.HELVETICA_BOLD), size);
    content.newLineAtOffset(60, y);
    content.showText(text);
    content.endText();
  }

  /** A PDF of pictures that do not compress, half a megabyte each. */
  public static byte[] photographs(int pages) {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      byte[] noise = noise(document);
      for (int number = 1; number <= pages; number++) {
        PDPage page = new PDPage(new PDRectangle(1600, 900));
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.drawImage(JPEGFactory.createFromByteArray(document, noise), 100, 100, 1400, 700);
        }
      }
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException cannotBe) {
      throw new UncheckedIOException(cannotBe);
    }
  }

  private static byte[] noise(PDDocument document) throws IOException {
    BufferedImage picture = new BufferedImage(1000, 700, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, 1000, 700, new Random(1).ints(700_000).toArray(), 0, 1000);
    return JPEGFactory.createFromImage(document, picture, 0.8f).getCOSObject().createRawInputStream().readAllBytes();
  }
}
