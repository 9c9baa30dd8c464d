package org.lectern.lecture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.lectern.lecture.NotADeckException.Reason;

/**
 * Counts the pages of a PDF without taking it into memory. They are walked, because a file may say of itself that it has more than it has,
 * and a file whose end is missing is refused: what a parser makes up for it is not what a browser makes up for it.
 */
final class PdfPages {

  /** The signature stands in the first kilobyte, by the specification's own leniency. */
  private static final int SIGNATURE_WITHIN = 1024;

  /** What ends a PDF stands in its last kilobyte (ISO 32000-1, annex H.3, note 18); as much again is allowed for. */
  private static final int END_WITHIN = 2048;

  private static final int MOST_PAGES = 5_000;

  private PdfPages() {}

  static int count(Path file) throws NotADeckException {
    try {
      if (!isSigned(file)) {
        throw new NotADeckException(Reason.NOT_A_PDF);
      }
      if (!isWhole(file)) {
        throw new NotADeckException(Reason.DAMAGED);
      }
      try (PDDocument document = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
        return checked(walk(document));
      }
    } catch (InvalidPasswordException encrypted) {
      throw new NotADeckException(Reason.NEEDS_PASSWORD);
    } catch (IOException | RuntimeException brokenInside) { // the parser meets anything an attacker can write
      throw new NotADeckException(Reason.DAMAGED);
    }
  }

  private static int walk(PDDocument document) {
    int pages = 0;
    for (PDPage page : document.getPages()) {
      page.getCropBox(); // throws where what is listed is no page
      if (++pages > MOST_PAGES) {
        break;
      }
    }
    return pages;
  }

  private static int checked(int pages) throws NotADeckException {
    if (pages < 1) {
      throw new NotADeckException(Reason.NO_PAGES);
    }
    if (pages > MOST_PAGES) {
      throw new NotADeckException(Reason.TOO_MANY_PAGES);
    }
    return pages;
  }

  private static boolean isSigned(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(SIGNATURE_WITHIN), StandardCharsets.ISO_8859_1).contains("%PDF-");
    }
  }

  private static boolean isWhole(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(Math.max(0, Files.size(file) - END_WITHIN));
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains("%%EOF");
    }
  }
}
