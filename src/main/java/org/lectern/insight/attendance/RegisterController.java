package org.lectern.insight.attendance;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.Reader;
import org.lectern.accounts.User;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.lectern.insight.Grid;
import org.lectern.insight.Spreadsheets;
import org.lectern.lecture.Lecture;
import org.lectern.text.Folded;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The grid of the register, on the page and as files with the same columns and rows. */
@Controller
class RegisterController {

  private final Courses courses;
  private final Sheets sheets;
  private final Clock clock;

  RegisterController(Courses courses, Sheets sheets, Clock clock) {
    this.courses = courses;
    this.sheets = sheets;
    this.clock = clock;
  }

  /** What of the register is looked at; everything when nothing is said. */
  record Filter(@Nullable String q, @Nullable Show show, @Nullable Span sessions, @Nullable Integer page) {

    /** Rows on a page: a class of any school, and a fraction of a company. */
    private static final int ROWS = 60;

    Filter {
      q = q == null ? "" : q.strip();
      show = show == null ? Show.ALL : show;
      sessions = sessions == null ? Span.ALL : sessions;
      page = page == null ? 1 : Math.max(1, page);
    }

    enum Show {
      ALL,
      MISSING
    }

    enum Span {
      ALL,
      HELD,
      MONTH
    }

    Sheet of(Sheet sheet, Instant now) {
      return sheet.withLectures(inSpan(now)).where(this::wants);
    }

    /** The page looked at, of those who are wanted; the last one where there are not as many. */
    Page<Sheet.Row> page(List<Sheet.Row> rows) {
      int last = Math.max(1, (rows.size() + ROWS - 1) / ROWS);
      PageRequest asked = PageRequest.of(Math.min(page, last) - 1, ROWS);
      int from = (int) asked.getOffset();
      return new PageImpl<>(rows.subList(from, Math.min(rows.size(), from + ROWS)), asked, rows.size());
    }

    private boolean wants(Sheet.Row row) {
      return (show == Show.ALL || row.isMissingSomething())
          && (Folded.having(q).test(row.person().name()) || Folded.having(q).test(row.person().email()));
    }

    private Predicate<Lecture> inSpan(Instant now) {
      return switch (sessions) {
        case ALL -> lecture -> true;
        case HELD -> Lecture::isSealed;
        case MONTH ->
            lecture -> lecture.startedAt().filter(now.minus(Duration.ofDays(28))::isBefore).isPresent();
      };
    }
  }

  @GetMapping("/courses/{id}/attendance")
  String show(@CurrentUser User user, @PathVariable long id, Filter filter, Reader reader, Model model) {
    VisibleCourse course = visible(user, id);
    Sheet whole = sheets.of(course.course().id());
    Sheet sheet = filter.of(whole, clock.instant());
    model.addAttribute("course", course);
    model.addAttribute("whole", whole);
    model.addAttribute("namesakes", whole.namesakes());
    model.addAttribute("sheet", sheet);
    model.addAttribute("page", filter.page(sheet.rows()));
    model.addAttribute("filter", filter);
    model.addAttribute("elsewhere", elsewhere(sheet, reader));
    return "insight/register";
  }

  /** Where sessions were planned whose clocks show something else than the reader's; empty for none. */
  private static String elsewhere(Sheet sheet, Reader reader) {
    return sheet.lectures().stream()
        .filter(lecture -> reader.there(lecture.startsAt(), lecture.zone()) != null)
        .map(lecture -> reader.in(lecture.zone()).place())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  @GetMapping("/courses/{id}/attendance.csv")
  ResponseEntity<byte[]> csv(@CurrentUser User user, @PathVariable long id, Filter filter, Reader reader) throws IOException {
    VisibleCourse course = visible(user, id);
    return Spreadsheets.csv(name(course), grid(course, filter, reader));
  }

  @GetMapping("/courses/{id}/attendance.xlsx")
  ResponseEntity<byte[]> xlsx(@CurrentUser User user, @PathVariable long id, Filter filter, Reader reader) throws IOException {
    VisibleCourse course = visible(user, id);
    return Spreadsheets.xlsx(name(course), List.of(grid(course, filter, reader)));
  }

  private Grid grid(VisibleCourse course, Filter filter, Reader reader) {
    return Exports.grid(filter.of(sheets.of(course.course().id()), clock.instant()), reader);
  }

  private static String name(VisibleCourse course) {
    return "Attendance " + course.course().title();
  }

  private VisibleCourse visible(User user, long id) {
    return courses.visibleTo(user).get(new CourseId(id), CourseAct.SEE_REGISTER);
  }
}
