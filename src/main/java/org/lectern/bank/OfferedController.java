package org.lectern.bank;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.Reader;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.lectern.lecture.event.Poll;
import org.lectern.text.Folded;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What whoever teaches in a room can ask from the bank: the questions of the slide that is shown, or those they look for. */
@RestController
class OfferedController {

  /** More than fit on a screen, so that one looks for words instead of scrolling while a class waits. */
  private static final int MOST = 50;

  private final Bank bank;
  private final Askings askings;

  OfferedController(Bank bank, Askings askings) {
    this.bank = bank;
    this.askings = askings;
  }

  /** @param what its kind, time and what earlier classes answered, in words */
  record Offered(long id, String text, String what, Poll.Names names, @Nullable Integer seconds) {}

  @GetMapping("/lectures/{id}/bank")
  ResponseEntity<List<Offered>> offered(
      VisibleLecture visible,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String deck,
      @RequestParam(required = false) @Nullable Integer page,
      Reader reader) {
    if (!visible.in().may(CourseAct.SEE_BANK)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    CourseId course = visible.lecture().course();
    Map<Long, List<Asking>> asked = askings.of(course);
    List<Offered> offered =
        bank.of(course).stream()
            .map(question -> new BankRow(question, asked.getOrDefault(question.id(), List.of())))
            .filter(deck == null ? having(q) : on(deck, page))
            .limit(MOST)
            .map(row -> offered(row, reader))
            .toList();
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(offered);
  }

  private static Predicate<BankRow> having(String q) {
    List<Predicate<String>> words = Arrays.stream(q.split("\\s+")).map(Folded::having).toList();
    return row -> words.stream().allMatch(word -> word.test(row.words()));
  }

  private static Predicate<BankRow> on(String deck, @Nullable Integer page) {
    return row -> row.content().slide() != null && page != null && row.content().slide().equals(new Content.Slide(deck, page));
  }

  private static Offered offered(BankRow row, Reader reader) {
    Content content = row.content();
    String what =
        Stream.of(
                reader.say("bank.kind." + content.kind()),
                content.seconds() == null ? "" : reader.say("bank.offered.seconds", content.seconds()),
                reader.say("bank.offered." + content.names().name().toLowerCase(Locale.ROOT)),
                reader.say("bank.times", row.times()),
                row.isJudged() ? reader.say("bank.right", row.rightPercent() + "%") : "")
            .filter(words -> !words.isEmpty())
            .reduce((one, other) -> one + ", " + other)
            .orElse("");
    return new Offered(row.question().id(), content.called(), what, content.names(), content.seconds());
  }
}
