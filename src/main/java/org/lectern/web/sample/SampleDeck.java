package org.lectern.web.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;

/** The slides of the sample lecture on plate tectonics, drawn here so that no file of unknown origin is shipped. */
final class SampleDeck {

  private static final String PAPER = "#fbf9f3";
  private static final String INK = "#1d2b33";
  private static final String GREY = "#4a5860";
  private static final String SEA = "#5ba0b3";
  private static final String MANTLE = "#e6a77c";
  private static final String BASALT = "#5d6b73";
  private static final String BASALT_DARK = "#3e4a52";
  private static final String LAND = "#c79a63";
  private static final String LAND_DARK = "#a77a49";
  private static final String GRASS = "#5f7f4a";
  private static final String MAGMA = "#e0492d";
  private static final String PINE = "#12716f";
  private static final String WHITE = "#ffffff";

  private static final List<Slide> SLIDES =
      List.of(
          SampleDeck::title,
          SampleDeck::insideTheEarth,
          SampleDeck::drift,
          SampleDeck::seafloor,
          SampleDeck::divergent,
          SampleDeck::convergent,
          SampleDeck::transform,
          SampleDeck::speeds,
          SampleDeck::convection,
          SampleDeck::summary);

  private SampleDeck() {}

  /** The bytes of the PDF. */
  static byte[] draw() throws IOException {
    return draw(0);
  }

  /** The same, beginning with another of its slides. */
  static byte[] draw(int first) throws IOException {
    List<Slide> slides = new ArrayList<>(SLIDES);
    Collections.rotate(slides, -first);
    try (PDDocument document = new PDDocument()) {
      PDFont font = Canvas.font(document);
      for (Slide slide : slides) {
        try (Canvas canvas = new Canvas(document, font)) {
          canvas.rectangle(0, 0, Canvas.WIDTH, Canvas.HEIGHT, PAPER);
          slide.drawOn(canvas);
        }
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    }
  }

  private static void title(Canvas c) throws IOException {
    c.rectangle(0, 560, 1600, 340, MANTLE);
    c.rectangle(0, 470, 1600, 120, SEA);
    c.fill("M0 600L500 590L640 540L700 548V700H0Z", BASALT);
    c.fill("M1600 600L1060 590L920 540L860 548V700H1600Z", BASALT);
    c.fill("M700 548H860L910 900H650Z", MAGMA);
    c.strong("Plate tectonics", 80, 200, 96, INK);
    c.text("How continents move", 84, 282, 48, GREY);
    c.text("GEO 204 Physical geography, Dr. Amara Osei", 84, 372, 30, GREY);
    arrow(c, 560, 640, -1, WHITE);
    arrow(c, 1000, 640, 1, WHITE);
  }

  private static void insideTheEarth(Canvas c) throws IOException {
    heading(c, "Inside the Earth", "A thin cold shell rides on hot rock that creeps.");
    c.circle(800, 930, 640, LAND);
    c.circle(800, 930, 596, MANTLE);
    c.circle(800, 930, 380, "#e0792d");
    c.circle(800, 930, 190, "#f6cf6a");
    c.strong("Crust, 5 to 70 km", 90, 420, 30, INK);
    c.line("M350 410L520 440", INK, 3);
    c.strong("Mantle, 2,900 km", 690, 440, 30, "#3b1f12");
    c.strong("Outer core, liquid iron", 650, 640, 30, WHITE);
    c.strong("Inner core", 728, 830, 30, "#3b1f12");
  }

  private static void drift(Canvas c) throws IOException {
    heading(c, "Continental drift, the evidence", "Coasts that fit, the same fossils, the same rocks, across an ocean.");
    c.rectangle(0, 260, 1600, 640, "#d9ebef");
    c.fill(
        "M330 300C520 330 640 320 690 420C650 520 560 520 540 620C590 720 520 800 450 850C400 760 360 700 320 600"
            + "C330 500 260 420 330 300Z",
        "#8aa86c");
    c.fill(
        "M960 330C1100 290 1260 340 1300 450C1290 560 1230 600 1200 720C1150 800 1090 810 1050 760C1060 650 980 600 960 520"
            + "C900 470 900 400 960 330Z",
        LAND);
    c.line("M690 420C650 520 560 520 540 620", MAGMA, 8);
    c.line("M960 330C900 400 900 470 960 520", MAGMA, 8);
    for (int i = 0; i < 4; i++) {
      c.circle(500 + i * 12, 480 + i * 64, 13, INK);
      c.circle(1000 + i * 18, 440 + i * 64, 13, INK);
    }
    c.strong("South America", 360, 400, 30, INK);
    c.strong("Africa", 1100, 430, 30, INK);
    c.text("Mesosaurus, a freshwater reptile, on both sides", 580, 850, 28, INK);
  }

  private static void seafloor(Canvas c) throws IOException {
    heading(c, "Seafloor spreading", "New floor is born at the ridge. The older it is, the farther it lies.");
    c.rectangle(0, 330, 1600, 260, SEA);
    c.rectangle(0, 560, 1600, 340, MANTLE);
    String[] ages = {"#4c5961", "#66747c", "#4c5961", "#66747c", "#4c5961"};
    for (int i = 0; i < ages.length; i++) {
      float left = 760 - (i + 1) * 150;
      c.fill(path("M%f %dH%fV720H%fZ", left, 560 + i * 6, left + 150, left), ages[i]);
      c.fill(path("M%f %dH%fV720H%fZ", 840f + i * 150, 560 + i * 6, 990f + i * 150, 840f + i * 150), ages[i]);
    }
    c.fill("M760 560L790 500H810L840 560V720L860 900H740L760 720Z", MAGMA);
    arrow(c, 520, 640, -1, WHITE);
    arrow(c, 1080, 640, 1, WHITE);
    c.strong("Mid-ocean ridge", 690, 470, 30, INK);
    c.strong("150 million years", 40, 790, 28, "#3b1f12");
    c.strong("today", 764, 790, 28, WHITE);
    c.strong("150 million years", 1320, 790, 28, "#3b1f12");
  }

  private static void divergent(Canvas c) throws IOException {
    heading(c, "Divergent boundaries", "Plates part, the land sinks between them: a rift.");
    c.rectangle(0, 620, 1600, 280, MANTLE);
    c.fill("M0 430H560L640 560H620L700 640V760H0Z", LAND);
    c.fill("M1600 430H1040L960 560H980L900 640V760H1600Z", LAND);
    c.fill("M700 640L640 560H960L900 640Z", LAND_DARK);
    c.line("M0 430H560L640 560H960L1040 430H1600", GRASS, 14);
    c.fill("M760 900L784 640H816L840 900Z", MAGMA);
    arrow(c, 360, 600, -1, WHITE);
    arrow(c, 1240, 600, 1, WHITE);
    c.strong("Rift valley", 725, 520, 30, INK);
    c.text("East Africa parts by 7 mm a year", 590, 300, 30, GREY);
  }

  private static void convergent(Canvas c) throws IOException {
    heading(c, "Convergent boundaries", "The denser ocean plate sinks beneath the lighter one.");
    c.rectangle(0, 500, 1600, 400, MANTLE);
    c.fill("M0 410H930C880 470 850 560 830 640C790 600 740 540 640 535L0 520Z", SEA);
    c.fill(
        "M0 520L640 535C740 540 790 600 830 640L1103 900H953L770 720C735 680 690 640 600 632L0 615Z", BASALT);
    c.fill("M0 520L640 535C740 540 790 600 830 640L1103 900H1066L812 662C776 626 735 566 640 560L0 545Z", BASALT_DARK);
    c.fill(
        "M830 640C850 560 880 470 930 410L985 396L1030 360L1085 276Q1110 290 1137 278L1195 364L1260 380L1330 344"
            + "L1400 372L1480 350L1600 362V680H876Z",
        LAND);
    c.fill("M846 580L1600 580V680H876L830 640Z", LAND_DARK);
    c.line(
        "M930 410L985 396L1030 360L1085 276Q1110 290 1137 278L1195 364L1260 380L1330 344L1400 372L1480 350L1600 362",
        GRASS,
        12);
    c.fill(
        "M1098 292C1092 420 1076 560 1064 690C1060 740 1090 780 1120 760C1150 738 1130 690 1132 640"
            + "C1134 520 1128 400 1124 292Z",
        MAGMA);
    c.circle(1118, 240, 26, "#c9ccce");
    c.circle(1150, 212, 34, "#c9ccce");
    c.circle(1196, 190, 26, "#c9ccce");
    arrow(c, 285, 582, 1, WHITE);
    arrow(c, 1395, 520, -1, WHITE);
    c.strong("Pacific Ocean", 120, 464, 29, "#0e3440");
    c.strong("Oceanic plate", 120, 676, 29, "#3b1f12");
    c.text("basalt, dense, 7 cm a year", 120, 712, 26, "#4e2a18");
    c.strong("Continental plate", 1270, 632, 29, WHITE);
    c.strong("Volcanic arc", 1236, 300, 29, INK);
    c.strong("Trench", 640, 330, 29, INK);
    c.strong("Melting near 100 km", 1222, 745, 29, "#3b1f12");
    c.line("M1226 292L1160 300", INK, 3);
    c.line("M696 345L826 622", INK, 3);
    c.line("M1212 736L1162 744", INK, 3);
  }

  private static void transform(Canvas c) throws IOException {
    heading(c, "Transform boundaries", "Plates slide past each other. Nothing is made, nothing is lost, much is shaken.");
    c.fill("M120 400L720 330V700L120 800Z", "#b98d58");
    c.fill("M120 400L720 330L640 280L40 345Z", "#7c9a60");
    c.fill("M120 400L40 345V750L120 800Z", "#96703f");
    c.fill("M840 400L1480 330V700L840 800Z", LAND);
    c.fill("M840 400L1480 330L1400 280L760 345Z", "#8aa86c");
    c.fill("M840 400L760 345V750L840 800Z", LAND_DARK);
    c.line("M580 500L280 540M330 505L280 540L340 565", MAGMA, 14);
    c.line("M1020 540L1320 500M1265 475L1320 500L1275 540", MAGMA, 14);
    c.text("The San Andreas fault: 35 mm a year", 560, 860, 30, GREY);
  }

  private static void speeds(Canvas c) throws IOException {
    heading(c, "How fast is fast?", "Millimetres a year. A fingernail grows 40.");
    String[] plates = {"Eurasia", "North America", "Africa", "Australia", "Pacific", "Cocos"};
    int[] millimetres = {7, 18, 22, 60, 75, 90};
    for (int i = 0; i < plates.length; i++) {
      float top = 270 + i * 98;
      c.text(plates[i], 80, top + 44, 32, INK);
      c.rectangle(360, top, millimetres[i] * 11.5f, 62, PINE);
      c.strong(String.valueOf(millimetres[i]), 380 + millimetres[i] * 11.5f, top + 44, 34, INK);
    }
    c.line("M820 250V850", MAGMA, 4);
    c.text("fingernail", 834, 862, 26, MAGMA);
  }

  private static void convection(Canvas c) throws IOException {
    heading(c, "What drives the plates?", "Cold slabs pull, ridges push, the mantle turns over beneath.");
    c.rectangle(0, 380, 1600, 90, BASALT);
    c.rectangle(0, 470, 1600, 430, MANTLE);
    for (int i = 0; i < 2; i++) {
      float left = 180 + i * 700;
      c.line(
          path("M%f 680C%f 540 %f 540 %f 680", left, left, left + 540, left + 540)
              + path("M%f 680C%f 830 %f 830 %f 680", left, left, left + 540, left + 540),
          MAGMA,
          12);
      c.line(path("M%f 640L%f 680L%f 640", left + 505, left + 540, left + 575), MAGMA, 12);
    }
    arrow(c, 450, 425, 1, WHITE);
    arrow(c, 1150, 425, 1, WHITE);
    c.strong("Slab pull", 1290, 350, 32, INK);
    c.strong("Ridge push", 90, 350, 32, INK);
  }

  private static void summary(Canvas c) throws IOException {
    heading(c, "What to keep", "Before Thursday: section 7.2, earthquakes and how we locate them.");
    String[] lines = {
      "The shell of the Earth is broken into plates that move a few centimetres a year.",
      "They part, meet, or slide past each other. Each border has its own landscape.",
      "Ocean floor is young: it is born at ridges and sinks at trenches.",
      "Cold, heavy slabs pull the plates along."
    };
    for (int i = 0; i < lines.length; i++) {
      c.circle(110, 330 + i * 120, 26, PINE);
      c.strong(String.valueOf(i + 1), 101, 342 + i * 120, 32, WHITE);
      c.text(lines[i], 166, 342 + i * 120, 36, INK);
    }
  }

  private static void heading(Canvas c, String title, String subtitle) throws IOException {
    c.strong(title, 80, 122, 64, INK);
    c.text(subtitle, 82, 184, 31, GREY);
  }

  private static String path(String pattern, Object... numbers) {
    return String.format(Locale.ROOT, pattern, numbers);
  }

  /** @param direction 1 to the right, -1 to the left */
  private static void arrow(Canvas c, float middle, float height, int direction, String colour) throws IOException {
    float tip = middle + direction * 105;
    float back = tip - direction * 34;
    c.line(
        path("M%f %fL%f %fM%f %fL%f %fL%f %f", middle - direction * 105, height, tip, height, back, height - 28, tip, height, back, height + 28),
        colour,
        9);
  }

  @FunctionalInterface
  private interface Slide {
    void drawOn(Canvas canvas) throws IOException;
  }
}
