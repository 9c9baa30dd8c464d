package org.lectern.room.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Chat;
import org.lectern.room.Slice;

/**
 * What was written last. Earlier messages are in the log and fetched page by page; a newcomer needs the end.
 *
 * @param locked whether only those who teach may write
 * @param slow seconds that a student waits between two messages; in the side of those who teach, what the course has chosen
 * @param moderated whether what students write is held; in the side of those who teach, what the course has chosen
 * @param words in the side of those who teach: what a student's message should not have
 * @param refused in the same side: whether such a message is refused and not held
 * @param pinned what stands above the others, in order, however long ago it was said
 * @param messages the last {@value #WINDOW}, oldest first, or fewer when they are long: together at most {@value #MOST_TEXT}
 *     characters, but always the last one
 */
public record ChatState(
    boolean locked, long slow, boolean moderated, List<String> words, boolean refused, List<Message> pinned, List<Message> messages) {

  /** How many messages a room keeps at hand. */
  public static final int WINDOW = 200;

  /** How many of one person's line with those who teach, who have as many lines as there are students. */
  static final int WINDOW_OF_A_LINE = 30;

  /** UTF-16 units of text in a snapshot, so that a class that pastes code can be joined as fast as any other. */
  static final int MOST_TEXT = 24_000;

  public static final ChatState EMPTY = new ChatState(false, 0, false, List.of(), false, List.of(), List.of());

  public static final Slice<ChatState> CHAT = Slice.of("chat", 2, EMPTY, ChatState::with)
          .withEarlier((said, seq, most) -> said(said.before(Chat.Posted.class, seq, most)));

  public ChatState with(Entry entry) {
    return !(entry.event() instanceof Chat event)
        ? this
        : switch (event) {
          case Chat.Posted posted -> plus(Message.of(entry, posted), posted.line() == null ? WINDOW : WINDOW_OF_A_LINE);
          case Chat.Held held -> plus(Message.of(entry, held), WINDOW_OF_A_LINE);
          case Chat.Edited edited ->
              changed(edited.of(), message -> message.removed() == null ? message.saying(edited.text()) : message);
          case Chat.Removed removed -> changed(removed.of(), message -> message.removedBy(entry.by())).withoutPin(removed.of());
          case Chat.Reacted reacted ->
              changed(reacted.of(), message -> message.removed() == null ? message.with(reacted.counts()) : message);
          case Chat.Settled settled -> settled.approved() ? without(settled.of()) : changed(settled.of(), Message::declined);
          case Chat.Pinned pins -> pinning(pins.messages().stream().flatMap(seq -> standing(seq).stream()).toList());
          case Chat.Locked _ -> locked(true);
          case Chat.Unlocked _ -> locked(false);
          case Chat.Slowed slowed -> new ChatState(locked, slowed.seconds(), moderated, words, refused, pinned, messages);
          case Chat.Moderated to -> new ChatState(locked, slow, to.on(), words, refused, pinned, messages);
          case Chat.Ruled ruled ->
              new ChatState(locked, ruled.slow(), ruled.moderated(), ruled.words(), ruled.refused(), pinned, messages);
        };
  }

  Optional<Message> find(long seq) {
    return Stream.concat(messages.stream(), pinned.stream()).filter(message -> message.seq() == seq).findFirst();
  }

  /** Whether what was held in this entry has been let through, as far back as a room remembers. */
  boolean hasLetThrough(long held) {
    return messages.stream().anyMatch(message -> Objects.equals(message.held(), held));
  }

  private Optional<Message> standing(long seq) {
    return find(seq).filter(message -> message.removed() == null);
  }

  private ChatState locked(boolean now) {
    return new ChatState(now, slow, moderated, words, refused, pinned, messages);
  }

  private ChatState pinning(List<Message> now) {
    return new ChatState(locked, slow, moderated, words, refused, now, messages);
  }

  private ChatState saying(List<Message> now) {
    return new ChatState(locked, slow, moderated, words, refused, pinned, newest(now, WINDOW));
  }

  private ChatState plus(Message message, int window) {
    List<Message> longer = new ArrayList<>(messages.size() + 1);
    longer.addAll(messages);
    longer.add(message);
    return new ChatState(locked, slow, moderated, words, refused, pinned, newest(longer, window));
  }

  private ChatState without(long seq) {
    return saying(messages.stream().filter(message -> message.seq() != seq).toList());
  }

  private ChatState withoutPin(long seq) {
    return pinning(pinned.stream().filter(message -> message.seq() != seq).toList());
  }

  private ChatState changed(long seq, UnaryOperator<Message> change) {
    UnaryOperator<Message> one = message -> message.seq() == seq ? change.apply(message) : message;
    return saying(messages.stream().map(one).toList()).pinning(pinned.isEmpty() ? pinned : pinned.stream().map(one).toList());
  }

  private static List<Message> newest(List<Message> messages, int window) {
    int from = Math.max(0, messages.size() - window);
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
      case Chat.Reacted reacted -> reacted.of();
      default -> entry.seq();
    };
  }

  /**
   * What is left out is not so.
   *
   * @param by who wrote it, whoever let it through
   * @param removed who took it away, null when it stands; its text is then empty
   * @param reply the message it answers
   * @param line whose line with those who teach it was said on
   * @param held the entry in which it was held before
   * @param holding whether it waits, or was declined
   * @param reactions how many people reacted to it, by kind
   */
  public record Message(
      long seq,
      long at,
      @Nullable UserId by,
      String text,
      boolean forStaff,
      boolean edited,
      @Nullable RemovedBy removed,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long reply,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UserId line,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<UserId> mentions,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long held,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Holding holding,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Integer> reactions) {

    static Message of(Entry entry, Chat.Posted posted) {
      UserId by = posted.from() == null ? entry.by() : posted.from();
      return new Message(
          entry.seq(), entry.at(), by, posted.text(), posted.forStaff(), false, null, posted.reply(), posted.line(), posted.mentions(), posted.held(), null, null);
    }

    static Message of(Entry entry, Chat.Held held) {
      return new Message(
          entry.seq(), entry.at(), entry.by(), held.text(), false, false, null, held.reply(), held.author(), held.mentions(), null, Holding.WAITING, null);
    }

    Message saying(String newText) {
      return new Message(seq, at, by, newText, forStaff, true, null, reply, line, mentions, held, holding, reactions);
    }

    Message removedBy(@Nullable UserId remover) {
      RemovedBy who = Objects.equals(by, remover) ? RemovedBy.AUTHOR : RemovedBy.STAFF;
      return new Message(seq, at, by, "", forStaff, edited, who, reply, line, null, held, holding, null);
    }

    Message with(Map<String, Integer> counts) {
      return new Message(seq, at, by, text, forStaff, edited, removed, reply, line, mentions, held, holding, counts.isEmpty() ? null : counts);
    }

    Message declined() {
      return new Message(seq, at, by, text, forStaff, edited, removed, reply, line, mentions, held, Holding.DECLINED, reactions);
    }
  }

  /** Who took a message away. */
  public enum RemovedBy {
    @JsonProperty("author")
    AUTHOR,
    @JsonProperty("staff")
    STAFF
  }

  /** What has become of a message that was held. */
  public enum Holding {
    @JsonProperty("waiting")
    WAITING,
    @JsonProperty("declined")
    DECLINED
  }
}
