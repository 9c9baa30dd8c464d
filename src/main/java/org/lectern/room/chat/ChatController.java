package org.lectern.room.chat;

import java.util.List;
import java.util.Map;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What of the chat is not everyone's. */
@RestController
class ChatController {

  private final Reactions reactions;

  ChatController(Reactions reactions) {
    this.reactions = reactions;
  }

  /** Kinds of reactions by message. */
  record Mine(Map<Long, List<String>> reactions) {}

  /** On whatever device one reacted. */
  @GetMapping("/lectures/{id}/chat/mine")
  ResponseEntity<Mine> mine(VisibleLecture visible) {
    Mine mine = new Mine(reactions.of(visible.id(), visible.seenBy().id()));
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(mine);
  }
}
