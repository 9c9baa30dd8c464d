package org.lectern.room;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.lectern.lecture.event.Audience;
import org.lectern.text.Folded;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What is too long for the socket: what was said earlier, and everyone who is here. */
@RestController
class RoomController {

  private static final int LONGEST_PAGE = 200;

  private final LectureLog log;
  private final Rooms rooms;

  RoomController(LectureLog log, Rooms rooms) {
    this.log = log;
    this.rooms = rooms;
  }

  /**
   * The items of a slice before an entry, oldest first, with what has become of them since.
   *
   * @param to the audience they were said to
   */
  @GetMapping(path = "/lectures/{id}/earlier/{slice}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> earlier(
      VisibleLecture visible,
      @PathVariable String slice,
      @RequestParam(defaultValue = "everyone") String to,
      @RequestParam(defaultValue = "9223372036854775807") long before,
      @RequestParam(defaultValue = "100") int limit) {
    Room room = rooms.at(visible.id());
    Audience audience = audience(to, visible, room);
    List<?> items = pages(slice).before(new SaidTo(audience, visible.id(), log), before, Math.clamp(limit, 1, LONGEST_PAGE));
    return json(room.wire().earlier(items));
  }

  private static Slice.Earlier<?> pages(String slice) {
    return Slices.ALL.stream()
        .filter(one -> one.name().equals(slice))
        .map(Slice::earlier)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** Who is not in an audience learns no more than that there is nothing for them. */
  private static Audience audience(String key, VisibleLecture visible, Room room) {
    try {
      Audience audience = Audience.of(key);
      if (room.state().groups().tell(visible.viewer(), audience)) {
        return audience;
      }
    } catch (IllegalArgumentException noAudience) {
      // the same as one they are not in
    }
    throw new ResponseStatusException(HttpStatus.NOT_FOUND);
  }

  /** Who is here, by a part of the name. */
  @GetMapping(path = "/lectures/{id}/people", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> people(VisibleLecture visible, @RequestParam(defaultValue = "") String q) {
    Room room = rooms.at(visible.id());
    Predicate<String> wanted = Folded.having(q);
    List<Member> found =
        room.roster().all().stream()
            .filter(member -> wanted.test(member.name()))
            .limit(Roster.FIRST_PAGE)
            .toList();
    return json(room.wire().people(room.roster().size(), found));
  }

  private static ResponseEntity<byte[]> json(byte[] body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).contentType(MediaType.APPLICATION_JSON).body(body);
  }
}
