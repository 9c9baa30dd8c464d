package org.lectern.lecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;
import org.lectern.text.Written;

/**
 * Reads slides: their titles, and all their words. A title is the first of the largest lines of a page, together with a line that goes on
 * below it. What stands in a layer that is switched off is not read: what nobody sees is not said.
 */
final class SlideReader extends PDFTextStripper {

  private static final int LONGEST = 90;
  private static final int FEWEST_LETTERS = 3;

  /** Letters of one line differ by rounding. */
  private static final float AS_LARGE = 0.95f;

  private record Line(String text, float size) {}

  private final List<Line> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private final Layers layers;
  private final Deque<Boolean> hidden = new ArrayDeque<>();
  private float size;

  private SlideReader(Layers layers) {
    this.layers = layers;
    setSortByPosition(true);
  }

  /** @return for each page its title; empty where it has no words */
  static List<String> titles(Path pdf) throws IOException {
    return read(pdf, (reader, text) -> reader.title());
  }

  /** @return for each page all its words, a line of them in a line */
  static List<String> words(Path pdf) throws IOException {
    return read(pdf, (reader, text) -> text.strip());
  }

  private static List<String> read(Path pdf, BiFunction<SlideReader, String, String> answer) throws IOException {
    List<String> answers = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(pdf.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
      Layers layers = Layers.of(document);
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        SlideReader reader = new SlideReader(layers);
        reader.setStartPage(page);
        reader.setEndPage(page);
        answers.add(answer.apply(reader, reader.getText(document)));
      }
    }
    return answers;
  }

  @Override
  public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
    hidden.push(COSName.OC.equals(tag) && layers.hide(properties));
    super.beginMarkedContentSequence(tag, properties);
  }

  @Override
  public void endMarkedContentSequence() {
    hidden.poll();
    super.endMarkedContentSequence();
  }

  @Override
  public void showForm(PDFormXObject form) throws IOException {
    if (!layers.hide(form.getCOSObject().getCOSDictionary(COSName.OC))) {
      super.showForm(form);
    }
  }

  @Override
  protected void processTextPosition(TextPosition letter) {
    if (!hidden.contains(true)) {
      super.processTextPosition(letter);
    }
  }

  @Override
  protected void writeString(String word, List<TextPosition> letters) throws IOException {
    super.writeString(word, letters);
    line.append(word);
    letters.forEach(letter -> size = Math.max(size, Math.abs(letter.getFontSizeInPt())));
  }

  @Override
  protected void writeWordSeparator() throws IOException {
    super.writeWordSeparator();
    line.append(' ');
  }

  @Override
  protected void writeLineSeparator() throws IOException {
    super.writeLineSeparator();
    endLine();
  }

  private void endLine() {
    String text = Written.line(line.toString());
    if (text.codePoints().filter(Character::isLetter).count() >= FEWEST_LETTERS) {
      lines.add(new Line(text, size));
    }
    line.setLength(0);
    size = 0;
  }

  @Override
  protected void endPage(PDPage page) {
    endLine(); // the last line has none of its own
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
