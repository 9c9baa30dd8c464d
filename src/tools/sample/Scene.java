import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** A teacher at her desk who speaks, blinks and nods, and a globe beside her that turns. */
final class Scene {

  static final int WIDTH = 640;
  static final int HEIGHT = 360;
  static final int FRAMES_A_SECOND = 15;

  private static final Color WALL = new Color(0xe9e4d8);
  private static final Color SHELF = new Color(0xa9805a);
  private static final Color SKIN = new Color(0x7a4b30);
  private static final Color SKIN_SHADE = new Color(0x693f28);
  private static final Color HAIR = new Color(0x221a18);
  private static final Color BLOUSE = new Color(0x12716f);
  private static final Color SEA = new Color(0x5ba0b3);
  private static final Color LAND = new Color(0x8aa86c);
  private static final Color INK = new Color(0x1d2b33);
  private static final int[] BOOKS = {0x8f3b2e, 0x2f5d7c, 0xc79a3f, 0x4a6b4f, 0x6d4b7a, 0x37474f, 0xb5623b};

  /** Longitude, latitude and size of what stands for land on the globe, in degrees. */
  private static final double[][] LANDS = {
    {-100, 45, 26}, {-95, 60, 22}, {-60, -10, 22}, {-65, -30, 15}, {15, 5, 24}, {25, -18, 18}, {15, 50, 16},
    {60, 55, 26}, {95, 50, 28}, {105, 25, 18}, {78, 20, 12}, {134, -25, 17}, {-42, 72, 13}
  };

  private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
  private final Graphics2D g = image.createGraphics();
  private double mouth;

  Scene() {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  /** Blue, green and red of each pixel; the same array each time. */
  byte[] at(double second, double loudness) {
    mouth += (loudness - mouth) * 0.6;
    room();
    globe(second);
    teacher(second);
    desk();
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private void room() {
    g.setColor(WALL);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    g.setColor(new Color(0xcfe3ea));
    g.fillRect(470, 30, 130, 130);
    g.setColor(new Color(0x9dbb84));
    g.fillRect(470, 122, 130, 38);
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(6));
    g.drawRect(470, 30, 130, 130);
    g.drawLine(535, 30, 535, 160);
    for (int row = 0; row < 3; row++) {
      int top = 24 + row * 78;
      g.setColor(SHELF);
      g.fillRect(24, top + 58, 168, 8);
      for (int book = 0; book < 12; book++) {
        int tall = 36 + (book * 7 + row * 5) % 20;
        g.setColor(new Color(BOOKS[(book * 3 + row * 2) % BOOKS.length]));
        g.fillRect(30 + book * 13, top + 58 - tall, 11, tall);
      }
    }
  }

  private void globe(double second) {
    double radius = 52;
    double x = 534;
    double y = 236;
    g.setColor(INK);
    g.setStroke(new BasicStroke(5));
    g.draw(new Arc2D.Double(x - radius - 8, y - radius - 8, 2 * radius + 16, 2 * radius + 16, 110, 180, Arc2D.OPEN));
    g.fill(new RoundRectangle2D.Double(x - 34, y + radius + 10, 68, 10, 8, 8));
    g.fillRect((int) x - 4, (int) (y + radius), 8, 16);
    Shape disc = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    g.setColor(SEA);
    g.fill(disc);
    g.setClip(disc);
    g.setColor(LAND);
    for (double[] land : LANDS) {
      double longitude = Math.toRadians(land[0] + second * 10);
      double latitude = Math.toRadians(land[1]);
      double depth = Math.cos(longitude) * Math.cos(latitude);
      if (depth > 0) {
        double tall = radius * Math.toRadians(land[2]) * 0.8;
        double wide = tall * Math.max(0.15, Math.cos(longitude));
        g.fill(new Ellipse2D.Double(
            x + radius * Math.sin(longitude) * Math.cos(latitude) - wide, y - radius * Math.sin(latitude) - tall, 2 * wide, 2 * tall));
      }
    }
    g.setPaint(new GradientPaint((float) (x - 20), 0, new Color(255, 255, 255, 40), (float) (x + radius), 0, new Color(10, 30, 40, 90)));
    g.fill(disc);
    g.setClip(null);
  }

  private void teacher(double second) {
    AffineTransform straight = g.getTransform();
    body(second);
    g.translate(320, 206);
    g.rotate(0.025 * Math.sin(second * 0.9) + 0.012 * Math.sin(second * 2.3));
    g.translate(-320, -206 + 2 * Math.sin(second * 1.7) - mouth * 2);
    head(second);
    g.setTransform(straight);
  }

  private void body(double second) {
    g.setColor(SKIN_SHADE);
    g.fill(new RoundRectangle2D.Double(298, 190, 44, 60, 20, 20));
    double breath = 1.5 * Math.sin(second * 1.3);
    Path2D shoulders = new Path2D.Double();
    shoulders.moveTo(196, 360);
    shoulders.curveTo(200, 270 - breath, 236, 246 - breath, 294, 236 - breath);
    shoulders.curveTo(306, 252, 334, 252, 346, 236 - breath);
    shoulders.curveTo(404, 246 - breath, 440, 270 - breath, 444, 360);
    shoulders.closePath();
    g.setColor(BLOUSE);
    g.fill(shoulders);
  }

  private void head(double second) {
    g.setColor(HAIR);
    g.fill(new Ellipse2D.Double(288, 40, 64, 52));
    g.fill(new Ellipse2D.Double(256, 68, 128, 122));
    g.setColor(SKIN);
    g.fill(new Ellipse2D.Double(256, 132, 18, 30));
    g.fill(new Ellipse2D.Double(366, 132, 18, 30));
    g.fill(new Ellipse2D.Double(266, 84, 108, 132));
    g.setColor(HAIR);
    g.fill(new Arc2D.Double(264, 76, 112, 84, 12, 156, Arc2D.CHORD));
    g.setColor(new Color(0xd9a441));
    g.fill(new Ellipse2D.Double(259, 160, 9, 9));
    g.fill(new Ellipse2D.Double(372, 160, 9, 9));
    face(second);
  }

  private void face(double second) {
    boolean blinks = second % 3.7 < 0.13;
    double look = 3 * Math.sin(second * 0.37);
    for (double x : new double[] {297, 343}) {
      g.setColor(HAIR);
      g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.draw(new Arc2D.Double(x - 13, 116 - mouth * 3, 26, 14, 35, 110, Arc2D.OPEN));
      if (blinks) {
        g.draw(new Arc2D.Double(x - 9, 128, 18, 12, 200, 140, Arc2D.OPEN));
      } else {
        g.setColor(Color.WHITE);
        g.fill(new Ellipse2D.Double(x - 10, 128, 20, 14));
        g.setColor(INK);
        g.fill(new Ellipse2D.Double(x - 5.5 + look, 129, 11, 12));
      }
    }
    g.setColor(SKIN_SHADE);
    g.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Arc2D.Double(311, 142, 18, 22, 200, 140, Arc2D.OPEN));
    double open = 3 + 17 * mouth;
    g.setColor(new Color(0x4a1a1a));
    g.fill(new Ellipse2D.Double(300, 186 - open / 2, 40, open));
    g.setColor(new Color(0xa8453f));
    g.setStroke(new BasicStroke(3.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Ellipse2D.Double(300, 186 - open / 2, 40, open));
  }

  private void desk() {
    g.setColor(new Color(0x8a6a4a));
    g.fillRect(0, 322, WIDTH, 38);
    g.setColor(new Color(0x9c7a57));
    g.fillRect(0, 322, WIDTH, 6);
  }
}
