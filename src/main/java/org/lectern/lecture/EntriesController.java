package org.lectern.lecture;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.courses.CourseId;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolments;
import org.lectern.courses.Namesakes;
import org.lectern.courses.Participant;
import org.lectern.lecture.EntryWriter.Named;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The log over HTTP, for those who read a lecture later. A page up to the sealed entry never changes, so browsers keep it. What was said
 * since follows in pages of its own that browsers do not keep.
 */
@RestController
class EntriesController {

  private static final int LONGEST_PAGE = 5_000;

  private final LectureLog log;
  private final Users users;
  private final Enrolments enrolments;

  EntriesController(LectureLog log, Users users, Enrolments enrolments) {
    this.log = log;
    this.users = users;
    this.enrolments = enrolments;
  }

  /** The entries after {@code after} that this person may see. */
  @GetMapping(path = "/lectures/{id}/entries", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> entries(
      VisibleLecture visible,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "5000") int limit,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known) {
    int most = Math.clamp(limit, 1, LONGEST_PAGE);
    OptionalLong sealed = visible.lecture().sealedSeq();
    if (sealed.isEmpty() || after >= sealed.getAsLong()) {
      return ok().cacheControl(CacheControl.noStore()).body(page(visible, after, most, Long.MAX_VALUE, sealed));
    }
    String tag = "\"%d-%s-%s-%d-%d\"".formatted(sealed.getAsLong(), visible.seenBy().id(), visible.role(), after, most);
    ResponseEntity.BodyBuilder answer =
        tag.equals(known) ? ResponseEntity.status(HttpStatus.NOT_MODIFIED) : ok();
    answer
        .eTag(tag)
        // another person at the same browser has another cookie, so this page is not shown to them
        .header(HttpHeaders.VARY, HttpHeaders.COOKIE)
        .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable());
    return tag.equals(known)
        ? answer.build()
        : answer.body(page(visible, after, most, sealed.getAsLong(), sealed));
  }

  private static ResponseEntity.BodyBuilder ok() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
  }

  /** Writes a page. Its {@code seq} says how far it was read, because entries for others leave gaps. */
  private byte[] page(VisibleLecture visible, long after, int most, long last, OptionalLong sealed) {
    List<Entry> read =
        log.read(visible.id(), after, most).stream().filter(entry -> entry.seq() <= last).toList();
    Groups groups = log.groupsOf(visible.id());
    EntryWriter writer = new EntryWriter(names(visible.lecture().course()));
    String entries =
        read.stream()
            .filter(entry -> groups.tell(visible.viewer(), entry.to(), entry.seq()))
            .map(
                entry ->
                    sealed.isPresent() && entry.seq() > sealed.getAsLong()
                        ? writer.writeLate(entry)
                        : writer.write(entry))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .collect(Collectors.joining(",\n"));
    long seq = read.isEmpty() ? after : read.getLast().seq();
    boolean more = read.size() == most || last != Long.MAX_VALUE;
    return "{\"seq\":%d,\"more\":%s,\"sealed\":%s,\"entries\":[%s]}"
        .formatted(seq, more, sealed.isPresent() ? String.valueOf(sealed.getAsLong()) : "null", entries)
        .getBytes(StandardCharsets.UTF_8);
  }

  private Function<UserId, Named> names(CourseId course) {
    Map<UserId, Named> known = new ConcurrentHashMap<>();
    List<Participant> participants = enrolments.participants(course);
    Namesakes namesakes = new Namesakes(participants);
    participants.forEach(one -> known.put(one.user(), named(one.user(), namesakes.name(one.user(), one.name()), one.role())));
    return person ->
        known.computeIfAbsent(
            person, gone -> named(gone, users.find(gone).map(User::name).orElse("?"), CourseRole.STUDENT));
  }

  private static Named named(UserId id, String name, CourseRole role) {
    return new Named(id.value(), name, role.name().toLowerCase(Locale.ROOT));
  }
}
