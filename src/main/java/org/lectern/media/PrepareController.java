package org.lectern.media;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.ThreadLocalRandom;
import org.lectern.accounts.Reader;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The page on which people see whether their camera, microphone and line will do. It keeps nobody out. */
@Controller
@RequestMapping("/lectures/{id}/prepare")
class PrepareController {

  /** Bytes that are sent to measure a line down, and the most that are read to measure it up. */
  private static final int MEASURE = 1 << 20;

  private final Clock clock;

  PrepareController(Clock clock) {
    this.clock = clock;
  }

  @GetMapping
  String show(VisibleLecture seen, Reader reader, Model model) {
    Lecture lecture = seen.lecture();
    Instant starts = lecture.startedAt().orElse(lecture.startsAt());
    model.addAttribute("lecture", lecture);
    model.addAttribute("course", seen.in().course());
    model.addAttribute("starts", reader.beside(reader.near(starts, clock.instant()), starts, lecture.zone()));
    model.addAttribute("later", isLater(starts, reader));
    model.addAttribute("teaches", seen.role().isStaff());
    return "media/prepare";
  }

  private boolean isLater(Instant starts, Reader reader) {
    return LocalDate.ofInstant(starts, reader.zone()).isAfter(LocalDate.ofInstant(clock.instant(), reader.zone()));
  }

  /** Noise, which no one on the way can compress. */
  @GetMapping("/speed")
  void down(VisibleLecture seen, HttpServletResponse response) throws IOException {
    byte[] noise = new byte[MEASURE];
    ThreadLocalRandom.current().nextBytes(noise);
    response.setContentType("application/octet-stream");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(MEASURE);
    response.getOutputStream().write(noise);
  }

  @PostMapping("/speed")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void up(VisibleLecture seen, InputStream body) throws IOException {
    try (InputStream noise = body) {
      noise.readNBytes(MEASURE);
    }
  }
}
