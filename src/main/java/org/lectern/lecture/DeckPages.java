package org.lectern.lecture;

import static java.util.stream.Collectors.joining;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.lectern.LecternSettings;
import org.lectern.courses.materials.Material;
import org.lectern.courses.materials.Materials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes what pages show of slides without opening them: a picture of the first one, the titles and the words of all. They are made when first
 * asked for and kept in {@code lectern.home/decks} under the digest of the file. They may be deleted at any time. An empty file says that
 * nothing could be made of that deck.
 */
@Component
class DeckPages {

  /** Pixels; twice the width of a card's picture. */
  private static final float WIDTH = 480;

  /** Ends a line within a page, whose words are one line of a file: Unicode's line separator, which no file splits at. */
  private static final String NEW_LINE = "\u2028";

  private static final Logger log = LoggerFactory.getLogger(DeckPages.class);

  private final Path folder;
  private final Materials materials;

  /** One deck is read at a time, because reading one can take much memory. */
  private final ReentrantLock making = new ReentrantLock();

  DeckPages(LecternSettings settings, Materials materials) {
    this.folder = settings.home().resolve("decks");
    this.materials = materials;
  }

  /** A JPEG of the first page. */
  Optional<Path> cover(Material deck) {
    Path cover = made(deck, ".jpg", DeckPages::draw);
    return sizeOf(cover) == 0 ? Optional.empty() : Optional.of(cover);
  }

  /** By page; empty for one without words, and shorter than the deck when it could not be read. */
  List<String> titles(Material deck) {
    return lines(made(deck, ".headings", DeckPages::writeTitles));
  }

  /** All that is written on each page and seen there, for who listens; shorter than the deck when it could not be read. */
  List<String> words(Material deck) {
    return lines(made(deck, ".words", DeckPages::writeWords)).stream().map(page -> page.replace(NEW_LINE, "\n")).toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @FunctionalInterface
  private interface Maker {
    void make(Path pdf, Path into) throws IOException;
  }

  private Path made(Material deck, String ending, Maker maker) {
    Path file = folder.resolve(deck.sha256() + ending);
    if (!Files.exists(file)) {
      making.lock();
      try {
        if (!Files.exists(file)) {
          make(materials.file(deck), file, maker);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } finally {
        making.unlock();
      }
    }
    return file;
  }

  private void make(Path pdf, Path file, Maker maker) throws IOException {
    Files.createDirectories(folder);
    Path half = Files.createTempFile(folder, "half", null);
    try {
      maker.make(pdf, half);
    } catch (IOException | RuntimeException unreadable) { // the parser meets anything an attacker can write
      log.info("A deck could not be read for its cards: {}", unreadable.toString());
      Files.write(half, new byte[0]);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void draw(Path pdf, Path into) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf.toFile(), IOUtils.createTempFileOnlyStreamCache());
        OutputStream out = Files.newOutputStream(into)) {
      PDRectangle page = document.getPage(0).getCropBox();
      PDFRenderer renderer = new PDFRenderer(document);
      renderer.setSubsamplingAllowed(true);
      BufferedImage picture = renderer.renderImage(0, WIDTH / Math.max(page.getWidth(), page.getHeight()), ImageType.RGB);
      ImageIO.write(picture, "jpeg", out);
    }
  }

  private static void writeTitles(Path pdf, Path into) throws IOException {
    Files.write(into, SlideReader.titles(pdf));
  }

  private static void writeWords(Path pdf, Path into) throws IOException {
    Files.write(into, SlideReader.words(pdf).stream().map(page -> page.lines().collect(joining(NEW_LINE))).toList());
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
