package org.lectern.replay;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.lectern.lecture.TimeRanges;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What a player says was watched, and what the person has by now. */
@RestController
class WatchController {

  private final WatchReports reports;
  private final Coverages coverages;
  private final AskedOf askedOf;

  WatchController(WatchReports reports, Coverages coverages, AskedOf askedOf) {
    this.reports = reports;
    this.coverages = coverages;
    this.askedOf = askedOf;
  }

  record Watched(
      @NotNull UUID play, @NotNull @Size(max = 1000) List<WatchReports.Report> reports, long position) {}

  /** @param still the ranges still missed, as pairs of milliseconds */
  record Progress(
      int accepted, int refused, int known, double share, long position, List<Coverage.Segment> bar, List<Coverage.Segment> still) {}

  @PostMapping("/lectures/{id}/watch")
  Progress watch(VisibleLecture visible, @Valid @RequestBody Watched watched) {
    WatchReports.Receipt receipt =
        reports.take(visible.id(), visible.seenBy().id(), watched.play(), watched.reports(), watched.position());
    return progress(visible, receipt);
  }

  @GetMapping("/lectures/{id}/coverage")
  Progress coverage(VisibleLecture visible) {
    return progress(visible, new WatchReports.Receipt(0, 0, 0));
  }

  private Progress progress(VisibleLecture visible, WatchReports.Receipt receipt) {
    Coverage coverage = asked(visible);
    List<Coverage.Segment> bar = coverage.bar();
    return new Progress(
        receipt.accepted(),
        receipt.refused(),
        receipt.known(),
        coverage.share(),
        reports.positionOf(visible.id(), visible.seenBy().id()),
        bar,
        bar.stream().filter(segment -> segment.kind() == Coverage.Kind.MISSED).toList());
  }

  /** Those who teach, and those who only look on, miss nothing; a student nothing of what is not asked of them. */
  private Coverage asked(VisibleLecture visible) {
    return askedOf
        .student(visible.seenBy().id(), visible.lecture())
        .or(() -> coverages.of(visible.id(), visible.seenBy().id()).map(all -> all.requiring(TimeRanges.EMPTY)))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
