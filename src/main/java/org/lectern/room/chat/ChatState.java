package org.lectern.room.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Chat;

/**
 * What was written last. Earlier messages are in the log and fetched page by page; a newcomer needs the end.
 *
 * @param locked whether only those who teach may write
 * @param messages the last {@value #WINDOW}, oldest first
 */
public record ChatState(boolean locked, List<Message> messages) {

  /** How many messages a room keeps at hand. */
  public static final int WINDOW = 200;

  public static final ChatState EMPTY = new ChatState(false, List.of());

  public ChatState with(Entry entry) {
    return !(entry.event() instanceof Chat event)
        ? this
        : switch (event) {
          case Chat.Posted posted ->
              new ChatState(
                  locked,
                  plus(
                      new Message(
                          entry.seq(), entry.at(), entry.by(), posted.text(), posted.forStaff(), false, null)));
          case Chat.Edited edited ->
              changed(edited.of(), message -> message.removed() == null ? message.saying(edited.text()) : message);
          case Chat.Removed removed -> changed(removed.of(), message -> message.removedBy(entry.by()));
          case Chat.Locked _ -> new ChatState(true, messages);
          case Chat.Unlocked _ -> new ChatState(false, messages);
        };
  }

  Optional<Message> find(long seq) {
    return messages.stream().filter(message -> message.seq() == seq).findFirst();
  }

  private List<Message> plus(Message message) {
    List<Message> longer = new ArrayList<>(Math.min(messages.size() + 1, WINDOW));
    longer.addAll(messages.size() < WINDOW ? messages : messages.subList(1, WINDOW));
    longer.add(message);
    return List.of(longer.toArray(Message[]::new));
  }

  private ChatState changed(long seq, UnaryOperator<Message> change) {
    return new ChatState(
        locked, messages.stream().map(message -> message.seq() == seq ? change.apply(message) : message).toList());
  }

  /**
   * @param removed who took it away, null when it stands; its text is then empty
   */
  public record Message(
      long seq,
      long at,
      @Nullable UserId by,
      String text,
      boolean forStaff,
      boolean edited,
      @Nullable RemovedBy removed) {

    Message saying(String newText) {
      return new Message(seq, at, by, newText, forStaff, true, null);
    }

    Message removedBy(@Nullable UserId remover) {
      return new Message(
          seq, at, by, "", forStaff, edited, Objects.equals(by, remover) ? RemovedBy.AUTHOR : RemovedBy.STAFF);
    }
  }

  /** Who took a message away. */
  public enum RemovedBy {
    @JsonProperty("author")
    AUTHOR,
    @JsonProperty("staff")
    STAFF
  }
}
