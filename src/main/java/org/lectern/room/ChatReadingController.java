package org.lectern.room;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.Reader;
import org.lectern.lecture.Entry;
import org.lectern.lecture.Groups;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.lectern.lecture.event.Chat;
import org.lectern.room.chat.ChatState;
import org.lectern.text.Folded;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All that was written in a lecture, as far as it was said to whoever reads: searched, and taken away as text. */
@RestController
class ChatReadingController {

  private static final int MOST_FOUND = 50;

  private final LectureLog log;
  private final Rooms rooms;

  ChatReadingController(LectureLog log, Rooms rooms) {
    this.log = log;
    this.rooms = rooms;
  }

  /** The newest that have this, oldest first, whatever its case and accents. */
  @GetMapping(path = "/lectures/{id}/chat/search", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> search(VisibleLecture visible, @RequestParam(defaultValue = "") String q) {
    Predicate<String> wanted = Folded.having(q);
    List<ChatState.Message> found = said(visible).stream().filter(message -> wanted.test(message.text())).toList();
    byte[] json = rooms.at(visible.id()).wire().earlier(q.isBlank() ? List.of() : found.subList(Math.max(0, found.size() - MOST_FOUND), found.size()));
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).contentType(MediaType.APPLICATION_JSON).body(json);
  }

  @GetMapping("/lectures/{id}/chat.txt")
  ResponseEntity<byte[]> text(VisibleLecture visible, Reader reader) {
    Room room = rooms.at(visible.id());
    Long startedAt = room.state().lecture().startedAt();
    String text =
        said(visible).stream()
            .map(message -> line(message, room, startedAt == null ? null : reader.time(Instant.ofEpochMilli(startedAt + message.at())), reader))
            .collect(Collectors.joining("\n\n", "", "\n"));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename("chat-%s.txt".formatted(visible.id())).build().toString())
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  private String line(ChatState.Message message, Room room, @Nullable String time, Reader reader) {
    String name = message.by() == null ? "" : room.nameOf(message.by());
    String toFew = message.line() == null ? "" : " " + reader.say("room.chat.text.private", room.nameOf(message.line()));
    return (time == null ? "" : time + " ") + name + toFew + "\n" + message.text();
  }

  /** What stands, in the order in which it was said. */
  private List<ChatState.Message> said(VisibleLecture visible) {
    Groups groups = log.groupsOf(visible.id());
    Map<Long, ChatState> bySeq = new LinkedHashMap<>();
    for (Entry entry : log.readTopic(Chat.class, List.of(visible.id()))) {
      if (groups.tell(visible.viewer(), entry.to(), entry.seq())) {
        read(entry, bySeq);
      }
    }
    List<ChatState.Message> standing = new ArrayList<>();
    bySeq.values().forEach(one -> one.messages().stream().filter(message -> message.removed() == null && message.holding() == null).forEach(standing::add));
    standing.sort(Comparator.comparingLong(ChatState.Message::at).thenComparingLong(ChatState.Message::seq));
    return standing;
  }

  private static void read(Entry entry, Map<Long, ChatState> bySeq) {
    switch (entry.event()) {
      case Chat.Posted _ -> bySeq.put(entry.seq(), ChatState.EMPTY.with(entry));
      case Chat.Edited edited -> bySeq.computeIfPresent(edited.of(), (_, one) -> one.with(entry));
      case Chat.Removed removed -> bySeq.computeIfPresent(removed.of(), (_, one) -> one.with(entry));
      default -> {}
    }
  }
}
