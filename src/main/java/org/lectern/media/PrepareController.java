package org.lectern.media;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ThreadLocalRandom;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/** The page on which people see whether their camera, microphone and line will do. It keeps nobody out. */
@Controller
@RequestMapping("/lectures/{lecture}/prepare")
class PrepareController {

  /** Bytes that are sent to measure a line down, and the most that are read to measure it up. */
  private static final int MEASURE = 1 << 20;

  private final Lectures lectures;

  PrepareController(Lectures lectures) {
    this.lectures = lectures;
  }

  @GetMapping
  String show(@PathVariable long lecture, @CurrentUser User user, Model model) {
    VisibleLecture seen = visible(user, lecture);
    model.addAttribute("lecture", seen.lecture());
    model.addAttribute("course", seen.in().course());
    model.addAttribute("teaches", seen.role().isStaff());
    return "media/prepare";
  }

  /** Noise, which no one on the way can compress. */
  @GetMapping("/speed")
  void down(@PathVariable long lecture, @CurrentUser User user, HttpServletResponse response) throws IOException {
    visible(user, lecture);
    byte[] noise = new byte[MEASURE];
    ThreadLocalRandom.current().nextBytes(noise);
    response.setContentType("application/octet-stream");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(MEASURE);
    response.getOutputStream().write(noise);
  }

  @PostMapping("/speed")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void up(@PathVariable long lecture, @CurrentUser User user, InputStream body) throws IOException {
    visible(user, lecture);
    try (InputStream noise = body) {
      noise.readNBytes(MEASURE);
    }
  }

  private VisibleLecture visible(User user, long lecture) {
    return lectures.visibleTo(user).find(new LectureId(lecture))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
