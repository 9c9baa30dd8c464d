package org.lectern.replay;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What a player says was watched, and what the person has by now. */
@RestController
class WatchController {

  private final Lectures lectures;
  private final WatchReports reports;
  private final Coverages coverages;

  WatchController(Lectures lectures, WatchReports reports, Coverages coverages) {
    this.lectures = lectures;
    this.reports = reports;
    this.coverages = coverages;
  }

  record Watched(
      @NotNull UUID play, @NotNull @Size(max = 1000) List<WatchReports.Report> reports, long position) {}

  /** @param still the ranges still missed, as pairs of milliseconds */
  record Progress(
      int accepted, int refused, int known, double share, long position, List<Coverage.Segment> bar, List<Coverage.Segment> still) {}

  @PostMapping("/lectures/{id}/watch")
  Progress watch(@CurrentUser User user, @PathVariable long id, @Valid @RequestBody Watched watched) {
    LectureId lecture = visible(user, id);
    WatchReports.Receipt receipt =
        reports.take(lecture, user.id(), watched.play(), watched.reports(), watched.position());
    return progress(lecture, user, receipt);
  }

  @GetMapping("/lectures/{id}/coverage")
  Progress coverage(@CurrentUser User user, @PathVariable long id) {
    return progress(visible(user, id), user, new WatchReports.Receipt(0, 0, 0));
  }

  private Progress progress(LectureId lecture, User user, WatchReports.Receipt receipt) {
    Coverage coverage =
        coverages.of(lecture, user.id()).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    List<Coverage.Segment> bar = coverage.bar();
    return new Progress(
        receipt.accepted(),
        receipt.refused(),
        receipt.known(),
        coverage.share(),
        reports.positionOf(lecture, user.id()),
        bar,
        bar.stream().filter(segment -> segment.kind() == Coverage.Kind.MISSED).toList());
  }

  private LectureId visible(User user, long id) {
    LectureId lecture = new LectureId(id);
    if (lectures.visibleTo(user).find(lecture).isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return lecture;
  }
}
