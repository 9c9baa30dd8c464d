package org.lectern.room.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Chat;
import org.lectern.room.Slice;

/**
 * What was written last. Earlier messages are in the log and fetched page by page; a newcomer needs the end.
 *
 * @param locked whether only those who teach may write
 * @param messages the last {@value #WINDOW}, oldest first, or fewer when they are long: together at most {@value #MOST_TEXT}
 *     characters, but always the last one
 */
public record ChatState(boolean locked, List<Message> messages) {

  /** How many messages a room keeps at hand. */
  public static final int WINDOW = 200;

  /** UTF-16 units of text in a snapshot, so that a class that pastes code can be joined as fast as any other. */
  static final int MOST_TEXT = 24_000;

  public static final ChatState EMPTY = new ChatState(false, List.of());

  public static final Slice<ChatState> CHAT = Slice.of("chat", 1, EMPTY, ChatState::with)
          .withEarlier((said, seq, most) -> said(said.before(Chat.Posted.class, seq, most)));

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
    List<Message> longer = new ArrayList<>(messages.size() + 1);
    longer.addAll(messages);
    longer.add(message);
    return newest(longer);
  }

  private ChatState changed(long seq, UnaryOperator<Message> change) {
    return new ChatState(
        locked, newest(messages.stream().map(message -> message.seq() == seq ? change.apply(message) : message).toList()));
  }

  private static List<Message> newest(List<Message> messages) {
    int from = Math.max(0, messages.size() - WINDOW);
    int text = messages.stream().skip(from).mapToInt(message -> message.text().length()).sum();
    while (text > MOST_TEXT && from < messages.size() - 1) {
      text -= messages.get(from).text().length();
      from++;
    }
    return List.of(messages.subList(from, messages.size()).toArray(Message[]::new));
  }

  /** All that these entries say, however much it is. */
  private static List<Message> said(List<Entry> entries) {
    List<Message> all = new ArrayList<>();
    Map<Long, List<Entry>> about = entries.stream().filter(entry -> subject(entry) != entry.seq()).collect(Collectors.groupingBy(ChatState::subject));
    for (Entry posted : entries) {
      if (posted.event() instanceof Chat.Posted) {
        ChatState one = EMPTY.with(posted);
        for (Entry change : about.getOrDefault(posted.seq(), List.of())) {
          one = one.with(change);
        }
        all.addAll(one.messages);
      }
    }
    return all;
  }

  /** The message an entry is about: itself, or the one it changes. */
  private static long subject(Entry entry) {
    return switch (entry.event()) {
      case Chat.Edited edited -> edited.of();
      case Chat.Removed removed -> removed.of();
      default -> entry.seq();
    };
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
