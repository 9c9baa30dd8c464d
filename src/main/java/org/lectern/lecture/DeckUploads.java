package org.lectern.lecture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.User;
import org.lectern.courses.materials.Material;
import org.lectern.courses.materials.Materials;
import org.lectern.lecture.event.Slide;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Takes a PDF that somebody means to show in a lecture, once it is known that it can be shown. */
@Component
public class DeckUploads {

  private final Materials materials;
  private final Decks decks;

  DeckUploads(Materials materials, Decks decks) {
    this.materials = materials;
    this.decks = decks;
  }

  /**
   * Keeps the file with the course's materials and makes it a deck of the lecture.
   *
   * @param drawn how many pages the uploader's browser draws of it; null where it could not try. A file that it draws otherwise than it is
   *     counted here is refused, because slides would be missing or others be shown
   */
  public Slide.Deck add(Lecture lecture, User uploader, MultipartFile file, @Nullable Integer drawn)
      throws IOException, NotADeckException {
    if (file.isEmpty()) {
      throw new NotADeckException(NotADeckException.Reason.EMPTY);
    }
    try (InputStream bytes = file.getInputStream()) {
      return add(lecture, uploader, String.valueOf(file.getOriginalFilename()), bytes, drawn);
    }
  }

  /** The same for bytes that do not come from a browser. */
  public Slide.Deck add(Lecture lecture, User uploader, String name, InputStream bytes) throws NotADeckException {
    return add(lecture, uploader, name, bytes, null);
  }

  private Slide.Deck add(Lecture lecture, User uploader, String name, InputStream bytes, @Nullable Integer drawn)
      throws NotADeckException {
    PageCount count = new PageCount(drawn);
    Material material = materials.add(lecture.course(), uploader, name, bytes, count::take);
    return decks.add(lecture.id(), material.id().value(), title(material.name()), count.pages);
  }

  private static String title(String fileName) {
    return fileName.replaceFirst("(?i)(?<=.)\\.pdf$", "");
  }

  private static final class PageCount {
    private final @Nullable Integer drawn;
    private int pages;

    PageCount(@Nullable Integer drawn) {
      this.drawn = drawn;
    }

    void take(Path file) throws NotADeckException {
      pages = PdfPages.count(file);
      if (drawn != null && drawn != pages) {
        throw new NotADeckException(NotADeckException.Reason.NOT_DRAWN);
      }
    }
  }
}
