package org.lectern.web.sample;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;

/** Draws slides of 1600 by 900 units with the origin at the top left, shapes given as SVG path data. */
class Canvas implements AutoCloseable {

  static final int WIDTH = 1600;
  static final int HEIGHT = 900;

  private static final Pattern STEP = Pattern.compile("([MLHVCQZ])([^MLHVCQZ]*)");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]*\\.?[0-9]+");

  /** How far the handles of a cubic curve reach when four of them make a circle. */
  private static final float CIRCLE = 0.5523f;

  private final PDPageContentStream page;
  private final PDFont font;
  private float x;
  private float y;

  Canvas(PDDocument document, PDFont font) throws IOException {
    PDPage newPage = new PDPage(new PDRectangle(WIDTH, HEIGHT));
    document.addPage(newPage);
    page = new PDPageContentStream(document, newPage);
    page.transform(new Matrix(1, 0, 0, -1, 0, HEIGHT));
    this.font = font;
  }

  /** The one font inside PDFBox; embedded, so that every reader shows the same letters. */
  static PDFont font(PDDocument document) throws IOException {
    try (InputStream letters =
        PDFont.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
      return PDType0Font.load(document, letters);
    }
  }

  void fill(String path, String colour) throws IOException {
    page.setNonStrokingColor(Color.decode(colour));
    trace(path);
    page.fill();
  }

  void line(String path, String colour, float width) throws IOException {
    page.setStrokingColor(Color.decode(colour));
    page.setLineWidth(width);
    page.setLineCapStyle(1);
    page.setLineJoinStyle(1);
    trace(path);
    page.stroke();
  }

  void circle(float centreX, float centreY, float radius, String colour) throws IOException {
    float handle = radius * CIRCLE;
    page.setNonStrokingColor(Color.decode(colour));
    page.moveTo(centreX + radius, centreY);
    page.curveTo(centreX + radius, centreY + handle, centreX + handle, centreY + radius, centreX, centreY + radius);
    page.curveTo(centreX - handle, centreY + radius, centreX - radius, centreY + handle, centreX - radius, centreY);
    page.curveTo(centreX - radius, centreY - handle, centreX - handle, centreY - radius, centreX, centreY - radius);
    page.curveTo(centreX + handle, centreY - radius, centreX + radius, centreY - handle, centreX + radius, centreY);
    page.fill();
  }

  void rectangle(float left, float top, float width, float height, String colour) throws IOException {
    page.setNonStrokingColor(Color.decode(colour));
    page.addRect(left, top, width, height);
    page.fill();
  }

  void text(String words, float left, float baseline, float size, String colour) throws IOException {
    write(words, left, baseline, size, colour, 0);
  }

  /** The font has no bold face: an outline in the same colour makes one. */
  void strong(String words, float left, float baseline, float size, String colour) throws IOException {
    write(words, left, baseline, size, colour, size / 32);
  }

  private void write(String words, float left, float baseline, float size, String colour, float outline)
      throws IOException {
    page.beginText();
    page.setFont(font, size);
    page.setNonStrokingColor(Color.decode(colour));
    page.setStrokingColor(Color.decode(colour));
    page.setLineWidth(Math.max(outline, 0.01f));
    page.setRenderingMode(outline > 0 ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
    page.setTextMatrix(new Matrix(1, 0, 0, -1, left, baseline));
    page.showText(words);
    page.endText();
  }

  /** Absolute moves, lines, curves and closings: as much of SVG's path data as our drawings use. */
  private void trace(String path) throws IOException {
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      follow(step.group(1).charAt(0), numbers(step.group(2)));
    }
  }

  private static float[] numbers(String text) {
    List<String> found = NUMBER.matcher(text).results().map(MatchResult::group).toList();
    float[] numbers = new float[found.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Float.parseFloat(found.get(i));
    }
    return numbers;
  }

  private void follow(char command, float[] n) throws IOException {
    switch (command) {
      case 'M' -> {
        page.moveTo(n[0], n[1]);
        at(n[0], n[1]);
        for (int i = 2; i + 1 < n.length; i += 2) {
          lineTo(n[i], n[i + 1]);
        }
      }
      case 'L' -> {
        for (int i = 0; i + 1 < n.length; i += 2) {
          lineTo(n[i], n[i + 1]);
        }
      }
      case 'H' -> lineTo(n[0], y);
      case 'V' -> lineTo(x, n[0]);
      case 'C' -> {
        for (int i = 0; i + 5 < n.length; i += 6) {
          page.curveTo(n[i], n[i + 1], n[i + 2], n[i + 3], n[i + 4], n[i + 5]);
          at(n[i + 4], n[i + 5]);
        }
      }
      case 'Q' -> {
        // a quadratic curve is the cubic one whose handles lie two thirds of the way to its point
        page.curveTo(
            x + (n[0] - x) * 2 / 3, y + (n[1] - y) * 2 / 3,
            n[2] + (n[0] - n[2]) * 2 / 3, n[3] + (n[1] - n[3]) * 2 / 3,
            n[2], n[3]);
        at(n[2], n[3]);
      }
      default -> page.closePath();
    }
  }

  private void lineTo(float toX, float toY) throws IOException {
    page.lineTo(toX, toY);
    at(toX, toY);
  }

  private void at(float newX, float newY) {
    x = newX;
    y = newY;
  }

  @Override
  public void close() throws IOException {
    page.close();
  }
}
