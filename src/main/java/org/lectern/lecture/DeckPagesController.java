package org.lectern.lecture;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.courses.materials.Material;
import org.lectern.courses.materials.MaterialId;
import org.lectern.courses.materials.Materials;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.server.ResponseStatusException;

/** The picture, the titles and the words of a lecture's slides, for all who may see the lecture. */
@RestController
@RequestMapping("/lectures/{id}/decks/{deck}")
class DeckPagesController {

  /** They never change, but they are private, as the slides themselves are. */
  private static final CacheControl KEEP = CacheControl.maxAge(Duration.ofHours(1)).cachePrivate().immutable();

  private final Decks decks;
  private final Materials materials;
  private final DeckPages pages;

  DeckPagesController(Decks decks, Materials materials, DeckPages pages) {
    this.decks = decks;
    this.materials = materials;
    this.pages = pages;
  }

  @GetMapping(path = "/cover", produces = MediaType.IMAGE_JPEG_VALUE)
  @Nullable ResponseEntity<Resource> cover(
      VisibleLecture visible, @PathVariable long deck, WebRequest request) {
    Material material = shown(visible, deck);
    Path cover = pages.cover(material).orElseThrow(() -> new ResponseStatusException(NOT_FOUND));
    String tag = "\"" + material.sha256() + "\"";
    return request.checkNotModified(tag)
        ? null // answered with 304
        : ResponseEntity.ok().eTag(tag).cacheControl(KEEP).body(new FileSystemResource(cover));
  }

  @GetMapping(path = "/titles", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<List<String>> titles(VisibleLecture visible, @PathVariable long deck) {
    return ResponseEntity.ok().cacheControl(KEEP).body(pages.titles(shown(visible, deck)));
  }

  /** What is read aloud of decks with layers that are switched off; of all others browsers read the file itself. */
  @GetMapping(path = "/words", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<List<String>> words(VisibleLecture visible, @PathVariable long deck) {
    return ResponseEntity.ok().cacheControl(KEEP).body(pages.words(shown(visible, deck)));
  }

  private Material shown(VisibleLecture visible, long deck) {
    return decks
        .find(visible.id(), deck)
        .flatMap(any -> materials.findVisibleTo(visible.seenBy(), new MaterialId(deck)))
        .orElseThrow(() -> new ResponseStatusException(NOT_FOUND));
  }
}
