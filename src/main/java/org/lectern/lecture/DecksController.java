package org.lectern.lecture;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.lectern.courses.CourseAct;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.lectern.lecture.event.Slide;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The decks of a lecture, for those who teach it. */
@RestController
@RequestMapping("/lectures/{id}/decks")
class DecksController {

  private final Decks decks;
  private final DeckUploads uploads;
  private final MessageSource messages;

  DecksController(Decks decks, DeckUploads uploads, MessageSource messages) {
    this.decks = decks;
    this.uploads = uploads;
    this.messages = messages;
  }

  @GetMapping
  List<Slide.Deck> list(VisibleLecture visible) {
    return decks.of(taught(visible).id());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Slide.Deck add(VisibleLecture visible, @RequestParam MultipartFile file, @RequestParam(required = false) @Nullable Integer drawn)
      throws IOException, NotADeckException {
    return uploads.add(taught(visible), visible.seenBy(), file, drawn);
  }

  @ExceptionHandler
  ProblemDetail refuse(NotADeckException refused, Locale locale) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.UNPROCESSABLE_CONTENT, messages.getMessage(refused.key(), null, locale));
  }

  private static Lecture taught(VisibleLecture visible) {
    if (!visible.in().may(CourseAct.PLAN_LECTURES)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return visible.lecture();
  }
}
