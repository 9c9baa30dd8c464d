package org.lectern.room;

import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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

  private final Rooms rooms;
  private final Behaviours behaviours;
  private final Gate gate;
  private final MessageSource sentences;

  LateCommands(Rooms rooms, Behaviours behaviours, Gate gate, MessageSource sentences) {
    this.rooms = rooms;
    this.behaviours = behaviours;
    this.gate = gate;
    this.sentences = sentences;
  }

  /** As on the socket: {@code seq} after the commit, or the sentence that says why not and whether to try again. */
  record Answered(UUID id, @Nullable Long seq, @Nullable String message, boolean retry) {}

  @PostMapping(path = "/lectures/{id}/commands", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Answered> say(VisibleLecture visible, @RequestBody String body) {
    try {
      Command command = Command.parse(body);
      Waiting waiting = new Waiting(command.requiredId());
      submit(visible, new Member(visible.seenBy().id(), visible.seenBy().name(), visible.role()), command, waiting);
      return waiting.answer.join();
    } catch (Malformed malformed) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, malformed.getMessage());
    }
  }

  private void submit(VisibleLecture visible, Member member, Command command, Waiting waiting) {
    long at = command.number("at");
    Rule rule = behaviours.ruleFor(command);
    if (!rule.mayBeLate()) {
      throw new Malformed("not something to be said later");
    }
    switch (gate.pass(rule, member)) {
      case ALLOWED -> rooms.at(visible.id()).submitLate(rule, command, member, at, waiting);
      case NOT_ALLOWED -> waiting.rejected(command.requiredId(), new Rejected("notAllowed"));
      case TOO_FAST, FLOOD -> waiting.rejected(command.requiredId(), new Rejected("tooFast"));
    }
  }

  private final class Waiting implements Decider.Answer {
    private final CompletableFuture<ResponseEntity<Answered>> answer = new CompletableFuture<>();
    private final Locale language = LocaleContextHolder.getLocale(); // answered by another thread
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
      String sentence = sentences.getMessage(key, arguments, language);
      ResponseEntity.BodyBuilder refusal = ResponseEntity.status(status);
      if (status == HttpStatus.TOO_MANY_REQUESTS) {
        refusal.header(HttpHeaders.RETRY_AFTER, "1");
      }
      answer.complete(refusal.body(new Answered(id, null, sentence, retry)));
    }
  }
}
