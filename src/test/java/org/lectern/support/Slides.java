package org.lectern.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

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
          content.beginText();
          content.setFont(new PDType1Font(FontName.HELVETICA_BOLD), 48);
          content.newLineAtOffset(60, 440);
          content.showText("Plates, part " + number);
          content.endText();
        }
      }
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException cannotBe) {
      throw new UncheckedIOException(cannotBe);
    }
  }
}
