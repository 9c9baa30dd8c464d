package org.lectern.lecture.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Which page of which deck everyone is shown. */
public sealed interface Slide extends LectureEvent {

  /** Another deck, from its first page. */
  record Shown(Deck deck) implements Slide {}

  /** @param page from 1 */
  record Turned(int page) implements Slide {}

  /**
   * A PDF to teach with.
   *
   * @param id of the material
   * @param pages how many it has
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Deck(long id, String title, int pages) {

    /** Where its bytes are. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public String url() {
      return "/materials/" + id + "/slides.pdf";
    }
  }
}
