package org.lectern.room;

import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * What is said to a moment of a lecture that is over: the commands of the socket, over HTTP, with {@code at}. The
 * next who watches that moment reads it there.
 */
@RestController
class LateCommands {

  private static final Set<String> LATE = Set.of("chat.post", "chat.edit", "chat.remove");

  private final Lectures lectures;
  private final Rooms rooms;
  private final MessageSource sentences;
  private final Clock clock;
  private final RateLimits limits;

  LateCommands(Lectures lectures, Rooms rooms, RateLimits limits, MessageSource sentences, Clock clock) {
    this.limits = limits;
    this.lectures = lectures;
    this.rooms = rooms;
    this.sentences = sentences;
    this.clock = clock;
  }

  /** As on the socket: {@code seq} after the commit, or the sentence that says why not and whether to try again. */
  record Answered(UUID id, @Nullable Long seq, @Nullable String message, boolean retry) {}

  @PostMapping(path = "/lectures/{id}/commands", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Answered> say(@CurrentUser User user, @PathVariable long id, @RequestBody String body) {
    VisibleLecture visible =
        lectures
            .visibleTo(user)
            .find(new LectureId(id))
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    try {
      Command command = Command.parse(body);
      Waiting waiting = new Waiting(command.requiredId());
      submit(visible, new Member(user.id(), user.name(), visible.role()), command, waiting);
      return waiting.answer.join();
    } catch (Malformed malformed) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, malformed.getMessage());
    }
  }

  private void submit(VisibleLecture visible, Member member, Command command, Waiting waiting) {
    long at = command.number("at");
    if (!LATE.contains(command.type())) {
      throw new Malformed("not something to be said later");
    }
    if (!Permissions.allow(member.role(), command.type())) {
      waiting.rejected(command.requiredId(), new Rejected("notAllowed"));
    } else if (limits.of(member.id()).command(command.type(), clock.millis()) != RateLimit.Verdict.ALLOWED) {
      waiting.rejected(command.requiredId(), new Rejected("tooFast"));
    } else {
      rooms.at(visible.lecture().id()).submitLate(command, member, at, waiting);
    }
  }

  private final class Waiting implements Decider.Answer {
    private final CompletableFuture<ResponseEntity<Answered>> answer = new CompletableFuture<>();
    private final UUID id;

    Waiting(UUID id) {
      this.id = id;
    }

    @Override
    public void acknowledged(UUID command, long seq) {
      answer.complete(ResponseEntity.ok(new Answered(id, seq, null, false)));
    }

    @Override
    public void rejected(UUID command, Rejected reason) {
      boolean retry = reason.getMessage().equals("tooFast");
      refuse(retry ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.CONFLICT, reason.messageKey(), retry, reason.arguments());
    }

    @Override
    public void malformed(Malformed reason) {
      answer.completeExceptionally(new ResponseStatusException(HttpStatus.BAD_REQUEST, reason.getMessage()));
    }

    @Override
    public void notSaved(UUID command) {
      refuse(HttpStatus.SERVICE_UNAVAILABLE, "room.rejected.notSaved", true);
    }

    private void refuse(HttpStatus status, String key, boolean retry, Object... arguments) {
      String sentence = sentences.getMessage(key, arguments, Locale.ENGLISH);
      ResponseEntity.BodyBuilder refusal = ResponseEntity.status(status);
      if (status == HttpStatus.TOO_MANY_REQUESTS) {
        refusal.header(HttpHeaders.RETRY_AFTER, "1");
      }
      answer.complete(refusal.body(new Answered(id, null, sentence, retry)));
    }
  }
}
