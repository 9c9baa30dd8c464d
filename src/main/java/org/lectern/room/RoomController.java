package org.lectern.room;

import java.util.List;
import java.util.Locale;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.event.Chat;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What is too long for the socket: earlier messages, and everyone who is here. */
@RestController
class RoomController {

  private static final int LONGEST_PAGE = 200;

  private final Lectures lectures;
  private final LectureLog log;
  private final Rooms rooms;

  RoomController(Lectures lectures, LectureLog log, Rooms rooms) {
    this.lectures = lectures;
    this.log = log;
    this.rooms = rooms;
  }

  /** Messages before an entry, oldest first, with what has become of them since. */
  @GetMapping(path = "/lectures/{id}/messages", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> messages(
      @CurrentUser User user,
      @PathVariable long id,
      @RequestParam(defaultValue = "9223372036854775807") long before,
      @RequestParam(defaultValue = "100") int limit) {
    Room room = room(user, id);
    int most = Math.clamp(limit, 1, LONGEST_PAGE);
    State folded =
        State.EMPTY.with(log.readBefore(new LectureId(id), Chat.Posted.class, before, most));
    return json(room.wire().messages(folded.chat().messages()));
  }

  /** Who is here, by a part of the name. */
  @GetMapping(path = "/lectures/{id}/people", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> people(
      @CurrentUser User user, @PathVariable long id, @RequestParam(defaultValue = "") String q) {
    Room room = room(user, id);
    String wanted = q.strip().toLowerCase(Locale.ROOT);
    List<Member> found =
        room.roster().all().stream()
            .filter(member -> member.name().toLowerCase(Locale.ROOT).contains(wanted))
            .limit(Roster.FIRST_PAGE)
            .toList();
    return json(room.wire().people(room.roster().size(), found));
  }

  private Room room(User user, long id) {
    return lectures
        .visibleTo(user)
        .find(new LectureId(id))
        .map(visible -> rooms.at(visible.lecture().id()))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private static ResponseEntity<byte[]> json(byte[] body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).contentType(MediaType.APPLICATION_JSON).body(body);
  }
}
