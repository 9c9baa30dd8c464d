package org.lectern.room.chat;

import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.TAKING_PART;
import static org.lectern.room.Rule.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.Entry;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.Chat;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.room.Behaviour;
import org.lectern.room.Command;
import org.lectern.room.Malformed;
import org.lectern.room.Member;
import org.lectern.room.Rate;
import org.lectern.room.Rejected;
import org.lectern.room.RoomEffects;
import org.lectern.room.Rule;
import org.lectern.room.Rule.Request;
import org.lectern.room.Slice;
import org.lectern.text.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Writing to everyone, or on one's private line with those who teach; and what those who teach do about it. */
@Component
class ChatBehaviour implements Behaviour {

  static final int LONGEST_TEXT = 4_000;
  static final int MOST_PINS = 3;
  static final int MOST_MENTIONS = 10;
  static final long SLOWEST_SECONDS = 600;
  static final Duration TIME_TO_EDIT = Duration.ofMinutes(5);
  static final Set<String> REACTIONS = Set.of("thumbs-up", "heart", "party-popper", "lightbulb");

  private static final Pattern CALLS_ON_STAFF =
      Pattern.compile("(?<!\\w)@(instructor|staff)\\b", Pattern.CASE_INSENSITIVE);

  /** Somebody reads through all of it. */
  private static final Rate REACTING = Rate.of(2, 20);

  private static final Logger log = LoggerFactory.getLogger(ChatBehaviour.class);

  private final Reactions reactions;
  private final CourseRules courseRules;

  /** Messages whose reactions may be others than everyone was told. */
  private final Map<LectureId, Set<Long>> uncounted = new ConcurrentHashMap<>();

  /** In a slow chat: when each student wrote last, in lecture time. A room's window may be shorter than they wait. */
  private final Map<LectureId, Map<UserId, Long>> wrote = new ConcurrentHashMap<>();

  ChatBehaviour(Reactions reactions, CourseRules courseRules) {
    this.reactions = reactions;
    this.courseRules = courseRules;
  }

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
        command("chat.react").by(TAKING_PART).atMost(REACTING).keep((command, by, room) -> react(command, by, room, true)),
        command("chat.unreact").by(TAKING_PART).atMost(REACTING).keep((command, by, room) -> react(command, by, room, false)),
        command("chat.pin").by(STAFF).decide(this::pin),
        command("chat.unpin").by(STAFF).decide(this::unpin),
        command("chat.approve").by(STAFF).alsoLate().decide(this::approve),
        command("chat.decline").by(STAFF).alsoLate().decide(this::decline),
        command("chat.slow").by(STAFF).decide(this::slow),
        command("chat.moderate").by(STAFF).decide(this::moderate),
        command("chat.lock").by(STAFF).decide(request -> chat(request).locked() ? Optional.empty() : Optional.of(new Chat.Locked())),
        command("chat.unlock").by(STAFF).decide(request -> chat(request).locked() ? Optional.of(new Chat.Unlocked()) : Optional.empty()));
  }

  private Optional<LectureEvent> post(Request request) {
    String text = text(request);
    UserId line = line(request);
    Long reply = reply(request, line);
    if (line != null) {
      return Optional.of(new Chat.Posted(text, false, reply, line, null, null, null));
    }
    mustBeAllowedToWrite(request);
    mustNotBeTooSoon(request);
    List<UserId> mentions = mentions(request);
    if (isHeld(request, text)) {
      return Optional.of(new Chat.Held(text, reply, mentions, request.by().id()));
    }
    return Optional.of(new Chat.Posted(text, callsOnStaff(text), reply, null, mentions, null, null));
  }

  /** Whose line it is said on: a student's is their own; who teaches says whose. */
  private static @Nullable UserId line(Request request) {
    OptionalLong number = request.command().optionalNumber("line");
    if (number.isEmpty()) {
      return null;
    }
    UserId line = new UserId(number.getAsLong());
    boolean own = line.equals(request.by().id());
    if (!own && !request.by().isStaff()) {
      throw new Rejected("notYours");
    }
    boolean known = own || request.isHere().test(line) || !chatOf(request, line).messages().isEmpty();
    if (own && request.by().isStaff() || !known) {
      throw new Rejected("noSuchLine");
    }
    return line;
  }

  private static @Nullable Long reply(Request request, @Nullable UserId line) {
    OptionalLong number = request.command().optionalNumber("reply");
    if (number.isEmpty()) {
      return null;
    }
    long reply = number.getAsLong();
    Audience to = line == null ? Audience.EVERYONE : Audience.line(line);
    boolean known =
        chatOf(request, line).find(reply).isPresent()
            || request.end().find(reply).filter(entry -> entry.event() instanceof Chat.Posted && entry.to().equals(to)).isPresent();
    if (!known) {
      throw new Rejected("noSuchMessage");
    }
    return reply;
  }

  /** Whoever is not here is not called on. */
  private static @Nullable List<UserId> mentions(Request request) {
    List<UserId> mentions =
        request.command().numbers("mentions").stream().distinct().limit(MOST_MENTIONS).map(UserId::new).filter(request.isHere()).toList();
    return mentions.isEmpty() ? null : mentions;
  }

  private static boolean isHeld(Request request, String text) {
    if (request.by().role() != CourseRole.STUDENT) {
      return false;
    }
    ChatState rules = rules(request);
    boolean unwanted = UnwantedWords.areIn(text, rules.words());
    if (unwanted && rules.refused()) {
      throw new Rejected("unwantedWord");
    }
    return unwanted || chat(request).moderated();
  }

  private Optional<LectureEvent> edit(Request request) {
    String text = text(request);
    UserId line = line(request);
    if (line == null) {
      mustBeAllowedToWrite(request);
    }
    long of = request.command().number("seq");
    ChatState.Message message = chatOf(request, line).find(of).orElseThrow(() -> new Rejected("tooOldToEdit"));
    if (!request.by().id().equals(message.by())) {
      throw new Rejected("notYours");
    }
    if (message.removed() != null) {
      throw new Rejected("alreadyRemoved");
    }
    if (isLongAgo(request, of)) {
      throw new Rejected("tooLateToEdit", TIME_TO_EDIT.toMinutes());
    }
    if (message.holding() != null || line == null && isHeld(request, text)) {
      throw new Rejected("heldToEdit");
    }
    return message.text().equals(text) ? Optional.empty() : Optional.of(new Chat.Edited(of, text, line));
  }

  private static boolean isLongAgo(Request request, long of) {
    long now = request.end().wallMillis();
    return request.end().find(of).map(entry -> now - entry.saidAt().toEpochMilli() > TIME_TO_EDIT.toMillis()).orElse(false);
  }

  private Optional<LectureEvent> remove(Request request) {
    long of = request.command().number("seq");
    Chat.Posted posted = null;
    Entry entry = request.end().find(of).orElseThrow(() -> new Rejected("noSuchMessage"));
    if (entry.event() instanceof Chat.Posted found) {
      posted = found;
    }
    if (posted == null || !mayRead(request, posted.line())) {
      throw new Rejected("noSuchMessage");
    }
    UserId by = posted.from() == null ? entry.by() : posted.from();
    if (!request.by().isStaff() && !request.by().id().equals(by)) {
      throw new Rejected("notYours");
    }
    boolean gone = chatOf(request, posted.line()).find(of).map(message -> message.removed() != null).orElse(false);
    return gone ? Optional.empty() : Optional.of(new Chat.Removed(of, posted.line()));
  }

  private static boolean mayRead(Request request, @Nullable UserId line) {
    return line == null || request.by().isStaff() || line.equals(request.by().id());
  }

  private Optional<LectureEvent> pin(Request request) {
    long of = standing(request).seq();
    List<Long> pins = pins(request);
    if (pins.contains(of)) {
      return Optional.empty();
    }
    if (pins.size() >= MOST_PINS) {
      throw new Rejected("pinsFull", MOST_PINS);
    }
    pins.add(of);
    return Optional.of(new Chat.Pinned(pins));
  }

  private Optional<LectureEvent> unpin(Request request) {
    List<Long> pins = pins(request);
    return pins.remove(request.command().number("seq")) ? Optional.of(new Chat.Pinned(pins)) : Optional.empty();
  }

  private static List<Long> pins(Request request) {
    return new ArrayList<>(chat(request).pinned().stream().map(ChatState.Message::seq).toList());
  }

  private Optional<LectureEvent> approve(Request request) {
    long of = request.command().number("seq");
    UserId author = author(request);
    ChatState.Message held = waiting(request, author, of);
    if (chat(request).hasLetThrough(of)) {
      return Optional.of(new Chat.Settled(of, author, true)); // a node went between the two
    }
    return Optional.of(new Chat.Posted(held.text(), callsOnStaff(held.text()), held.reply(), null, held.mentions(), author, of));
  }

  private Optional<LectureEvent> decline(Request request) {
    long of = request.command().number("seq");
    UserId author = author(request);
    waiting(request, author, of);
    return Optional.of(new Chat.Settled(of, author, false));
  }

  private static UserId author(Request request) {
    return new UserId(request.command().number("line"));
  }

  private static ChatState.Message waiting(Request request, UserId author, long of) {
    return chatOf(request, author)
        .find(of)
        .filter(message -> message.holding() == ChatState.Holding.WAITING)
        .orElseThrow(() -> new Rejected("noSuchMessage"));
  }

  private Optional<LectureEvent> slow(Request request) {
    long seconds = request.command().number("seconds");
    if (seconds < 0 || seconds > SLOWEST_SECONDS) {
      throw new Malformed("seconds is not from 0 to " + SLOWEST_SECONDS);
    }
    return chat(request).slow() == seconds ? Optional.empty() : Optional.of(new Chat.Slowed(seconds));
  }

  private Optional<LectureEvent> moderate(Request request) {
    boolean on = request.command().isTrue("on");
    return chat(request).moderated() == on ? Optional.empty() : Optional.of(new Chat.Moderated(on));
  }

  private static ChatState.Message standing(Request request) {
    return standing(chat(request), request.command().number("seq"));
  }

  private static ChatState.Message standing(ChatState chat, long seq) {
    return chat.find(seq).filter(message -> message.removed() == null).orElseThrow(() -> new Rejected("noSuchMessage"));
  }

  private void react(Command command, Member by, RoomEffects room, boolean given) {
    String kind = command.text("kind");
    if (!REACTIONS.contains(kind)) {
      throw new Rejected("noSuchReaction");
    }
    long message = standing(room.state().get(ChatState.CHAT), command.number("seq")).seq();
    if (given) {
      reactions.keep(room.lecture(), message, by.id(), kind);
    } else {
      reactions.takeBack(room.lecture(), message, by.id(), kind);
    }
    countAnew(room.lecture(), message);
  }

  private void countAnew(LectureId lecture, long message) {
    uncounted.computeIfAbsent(lecture, _ -> ConcurrentHashMap.newKeySet()).add(message);
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

  private static boolean callsOnStaff(String text) {
    return CALLS_ON_STAFF.matcher(text).find();
  }

  private static void mustBeAllowedToWrite(Request request) {
    if (chat(request).locked() && !request.by().isStaff()) {
      throw new Rejected("chatLocked");
    }
  }

  private void mustNotBeTooSoon(Request request) {
    ChatState chat = chat(request);
    UserId by = request.by().id();
    if (chat.slow() == 0 || request.by().isStaff()) {
      return;
    }
    long last = Math.max(lastOf(chat, by), Math.max(lastOf(chatOf(request, by), by), wrote(request.lecture()).getOrDefault(by, Long.MIN_VALUE)));
    long left = last == Long.MIN_VALUE ? 0 : last + chat.slow() * 1_000 - request.end().at();
    if (left > 0) {
      throw new Rejected("tooSoon", (left + 999) / 1_000);
    }
  }

  private static long lastOf(ChatState chat, UserId by) {
    return chat.messages().stream().filter(message -> by.equals(message.by())).mapToLong(ChatState.Message::at).max().orElse(Long.MIN_VALUE);
  }

  private Map<UserId, Long> wrote(LectureId lecture) {
    return wrote.computeIfAbsent(lecture, _ -> new ConcurrentHashMap<>());
  }

  /** What everyone was told. */
  private static ChatState chat(Request request) {
    return request.now(ChatState.CHAT);
  }

  /** What was told on somebody's line, or everyone. */
  private static ChatState chatOf(Request request, @Nullable UserId line) {
    return line == null ? chat(request) : request.state().get(ChatState.CHAT, Audience.line(line));
  }

  /** What the course has chosen. */
  private static ChatState rules(Request request) {
    return request.state().get(ChatState.CHAT, Audience.STAFF);
  }

  @Override
  public void prepare(RoomEffects room) {
    courseRules.sayWhereTheyDiffer(room);
  }

  @Override
  public void after(Entry entry, RoomEffects room) {
    switch (entry.event()) {
      case Chat.Posted posted when posted.held() != null -> settle(posted, room);
      case Chat.Posted _ when room.state().get(ChatState.CHAT).slow() > 0 && entry.by() != null -> wrote(room.lecture()).put(entry.by(), entry.at());
      case Chat.Slowed slowed when slowed.seconds() == 0 -> wrote.remove(room.lecture());
      case Chat.Reacted reacted -> countAnew(room.lecture(), reacted.of()); // another node may have counted before this one did
      default -> {}
    }
  }

  private static void settle(Chat.Posted posted, RoomEffects room) {
    long held = Objects.requireNonNull(posted.held());
    UserId author = Objects.requireNonNull(posted.from());
    room.sayIfDue(
        state ->
            state.get(ChatState.CHAT, Audience.line(author)).find(held).isPresent()
                ? Optional.of(new Chat.Settled(held, author, true))
                : Optional.empty());
  }

  @Override
  public void tick(RoomEffects room) {
    if (uncounted.containsKey(room.lecture())) {
      room.beside("reactions to messages", () -> count(room));
    }
  }

  private void count(RoomEffects room) {
    Set<Long> messages = uncounted.remove(room.lecture()); // before counting: what is given meanwhile is counted once more
    if (messages == null) {
      return;
    }
    try {
      reactions.count(room.lecture(), new HashSet<>(messages)).forEach((message, counts) -> room.sayIfDue(
          state -> state.get(ChatState.CHAT).find(message).filter(found -> found.removed() == null && differ(found, counts)).map(_ -> new Chat.Reacted(message, counts))));
    } catch (DataAccessException databaseAway) {
      messages.forEach(message -> countAnew(room.lecture(), message));
      log.warn("Reactions in lecture {} could not be counted yet: {}", room.lecture(), databaseAway.getMessage());
    }
  }

  private static boolean differ(ChatState.Message message, Map<String, Integer> counts) {
    return !counts.equals(message.reactions() == null ? Map.of() : message.reactions());
  }
}
