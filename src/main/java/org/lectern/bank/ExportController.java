package org.lectern.bank;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The questions one looks at, as a file that Lectern and others can read. */
@RestController
class ExportController {

  private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

  private final Courses courses;
  private final Bank bank;
  private final Askings askings;

  ExportController(Courses courses, Bank bank, Askings askings) {
    this.courses = courses;
    this.bank = bank;
    this.askings = askings;
  }

  @GetMapping("/courses/{id}/questions/export/{format}")
  ResponseEntity<String> export(@CurrentUser User user, @PathVariable long id, @PathVariable String format, BankFilter filter) {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.SEE_BANK);
    Format wanted =
        Arrays.stream(Format.values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(format))
            .findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    Map<Long, List<Asking>> asked = askings.of(course.course().id());
    List<Content> contents =
        filter.of(bank.of(course.course().id()).stream().map(one -> new BankRow(one, asked.getOrDefault(one.id(), List.of()))).toList()).map(BankRow::content).toList();
    String name = "Questions " + course.course().title() + " (" + format + ").txt";
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString())
        .contentType(TEXT)
        .body(wanted.write(contents));
  }
}
