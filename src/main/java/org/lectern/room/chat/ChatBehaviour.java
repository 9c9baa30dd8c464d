package org.lectern.room.chat;

import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.TAKING_PART;
import static org.lectern.room.Rule.command;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Chat;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.room.Behaviour;
import org.lectern.room.Rejected;
import org.lectern.room.Rule.Request;
import org.lectern.room.Rule;
import org.lectern.room.Slice;
import org.lectern.text.Written;
import org.springframework.stereotype.Component;

/** Writing to everyone: post, edit, take away, and the lock. */
@Component
class ChatBehaviour implements Behaviour {

  static final int LONGEST_TEXT = 4_000;

  private static final Pattern CALLS_ON_STAFF =
      Pattern.compile("(?<!\\w)@(instructor|staff)\\b", Pattern.CASE_INSENSITIVE);

  @Override
  public List<Slice<?>> slices() {
    return List.of(ChatState.CHAT);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        command("chat.post").by(TAKING_PART).alsoLate().decide(this::post),
        command("chat.edit").by(TAKING_PART).alsoLate().decide(this::edit),
        command("chat.remove").by(TAKING_PART).alsoLate().decide(this::remove),
        command("chat.lock").by(STAFF).decide(request -> locked(request) ? Optional.empty() : Optional.of(new Chat.Locked())),
        command("chat.unlock").by(STAFF).decide(request -> locked(request) ? Optional.of(new Chat.Unlocked()) : Optional.empty()));
  }

  private Optional<LectureEvent> post(Request request) {
    String text = text(request);
    mustBeAllowedToWrite(request);
    return Optional.of(new Chat.Posted(text, CALLS_ON_STAFF.matcher(text).find()));
  }

  private Optional<LectureEvent> edit(Request request) {
    String text = text(request);
    mustBeAllowedToWrite(request);
    long of = request.command().number("seq");
    ChatState.Message message =
        request.now(ChatState.CHAT).find(of).orElseThrow(() -> new Rejected("tooOldToEdit"));
    if (!request.by().id().equals(message.by())) {
      throw new Rejected("notYours");
    }
    if (message.removed() != null) {
      throw new Rejected("alreadyRemoved");
    }
    return message.text().equals(text) ? Optional.empty() : Optional.of(new Chat.Edited(of, text));
  }

  private Optional<LectureEvent> remove(Request request) {
    long of = request.command().number("seq");
    Entry posted =
        request
            .end()
            .find(of)
            .filter(entry -> entry.event() instanceof Chat.Posted)
            .orElseThrow(() -> new Rejected("noSuchMessage"));
    if (!request.by().isStaff() && !request.by().id().equals(posted.by())) {
      throw new Rejected("notYours");
    }
    boolean gone = request.now(ChatState.CHAT).find(of).map(message -> message.removed() != null).orElse(false);
    return gone ? Optional.empty() : Optional.of(new Chat.Removed(of));
  }

  private static String text(Request request) {
    String text = Written.lines(request.command().text("text"));
    if (text.isEmpty()) {
      throw new Rejected("emptyMessage");
    }
    if (text.length() > LONGEST_TEXT) {
      throw new Rejected("messageTooLong", LONGEST_TEXT);
    }
    return text;
  }

  private static void mustBeAllowedToWrite(Request request) {
    if (locked(request) && !request.by().isStaff()) {
      throw new Rejected("chatLocked");
    }
  }

  private static boolean locked(Request request) {
    return request.now(ChatState.CHAT).locked();
  }
}
