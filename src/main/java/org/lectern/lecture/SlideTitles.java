package org.lectern.lecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.lectern.text.Written;

/** Reads the titles of slides. A title is the first of the largest lines of a page, together with a line that goes on below it. */
final class SlideTitles extends PDFTextStripper {

  private static final int LONGEST = 90;
  private static final int FEWEST_LETTERS = 3;

  /** Letters of one line differ by rounding. */
  private static final float AS_LARGE = 0.95f;

  private record Line(String text, float size) {}

  private final List<Line> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private float size;

  private SlideTitles() {
    setSortByPosition(true);
  }

  /** @return for each page its title; empty where it has no words */
  static List<String> of(Path pdf) throws IOException {
    List<String> titles = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(pdf.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        SlideTitles reader = new SlideTitles();
        reader.setStartPage(page);
        reader.setEndPage(page);
        reader.getText(document);
        titles.add(reader.title());
      }
    }
    return titles;
  }

  @Override
  protected void writeString(String word, List<TextPosition> letters) {
    line.append(word);
    letters.forEach(letter -> size = Math.max(size, Math.abs(letter.getFontSizeInPt())));
  }

  @Override
  protected void writeWordSeparator() {
    line.append(' ');
  }

  @Override
  protected void writeLineSeparator() {
    String text = Written.line(line.toString());
    if (text.codePoints().filter(Character::isLetter).count() >= FEWEST_LETTERS) {
      lines.add(new Line(text, size));
    }
    line.setLength(0);
    size = 0;
  }

  @Override
  protected void endPage(PDPage page) {
    writeLineSeparator(); // the last line has none of its own
  }

  private String title() {
    float largest = (float) lines.stream().mapToDouble(Line::size).max().orElse(0);
    for (int i = 0; i < lines.size(); i++) {
      if (isLarge(i, largest)) {
        String title = lines.get(i).text() + (isLarge(i + 1, largest) ? " " + lines.get(i + 1).text() : "");
        return shortened(title);
      }
    }
    return "";
  }

  /** Cuts a long title, but never through the middle of a character. */
  static String shortened(String title) {
    return title.length() <= LONGEST ? title : Written.firstOf(title, LONGEST - 1).strip() + "…";
  }

  private boolean isLarge(int at, float largest) {
    return at < lines.size() && lines.get(at).size() >= largest * AS_LARGE;
  }
}
