package org.lectern.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Groups;
import org.lectern.lecture.Viewer;
import org.lectern.lecture.event.Audience;
import org.lectern.media.Frame;

/**
 * What has gathered for a room since the last round, to go out in one write to each reader. Most of it is for everyone and is put
 * together once. Where something is for fewer, readers who are told the same share what was put together.
 *
 * <p>Not thread-safe: it belongs to the thread that sends. What {@link #close} gives may be used by all threads that help it.
 */
final class Gathered {

  /** As many audiences beside everyone as a reader's share can be told from: one bit each. */
  private static final int MOST_AUDIENCES = Long.SIZE;

  private final List<Item> items = new ArrayList<>();
  private final List<Audience> narrow = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private long firstFrameAt;

  /** @param share the bit of its audience; 0 for what everyone is told */
  private record Item(byte[] bytes, long share) {}

  /** Whether something for this audience can go out in this round. */
  boolean hasRoomFor(Audience to) {
    return narrow.size() < MOST_AUDIENCES || to.equals(Audience.EVERYONE) || narrow.contains(to);
  }

  void add(Audience to, byte[] item) {
    if (to.equals(Audience.EVERYONE)) {
      items.add(new Item(item, 0));
      return;
    }
    int known = narrow.indexOf(to);
    if (known < 0) {
      known = narrow.size();
      narrow.add(to);
    }
    items.add(new Item(item, 1L << known));
  }

  void add(Frame frame, long cameAt) {
    firstFrameAt = frames.isEmpty() ? cameAt : firstFrameAt;
    frames.add(frame);
  }

  boolean isEmpty() {
    return items.isEmpty() && frames.isEmpty();
  }

  boolean hasFrames() {
    return !frames.isEmpty();
  }

  /** Takes all of it out, ready to be sent. */
  Round close(Groups groups) {
    MediaBatch media = frames.isEmpty() ? null : MediaBatch.of(frames, firstFrameAt);
    Round round = new Round(List.copyOf(items), List.copyOf(narrow), media, frames.size(), groups);
    items.clear();
    narrow.clear();
    frames.clear();
    return round;
  }

  /** One round's messages, and who is to have which of them. */
  static final class Round implements Supplier<Consumer<Connection>> {

    private final List<Item> items;
    private final List<Audience> narrow;
    private final @Nullable MediaBatch media;
    private final int size;
    private final Groups groups;
    private final Map<Long, Optional<Volley>> shares = new ConcurrentHashMap<>();

    private Round(List<Item> items, List<Audience> narrow, @Nullable MediaBatch media, int frames, Groups groups) {
      this.items = items;
      this.narrow = narrow;
      this.media = media;
      this.size = items.size() + frames;
      this.groups = groups;
    }

    /** What one thread does to each reader it serves. */
    @Override
    public Consumer<Connection> get() {
      if (narrow.isEmpty()) {
        Volley all = of(0).map(Volley::again).orElseThrow();
        return reader -> reader.send(all);
      }
      Map<Long, Optional<Volley>> mine = new HashMap<>();
      return reader -> mine.computeIfAbsent(share(reader.member().viewer()), share -> of(share).map(Volley::again)).ifPresent(reader::send);
    }

    /** The bits of the audiences this reader is in. */
    private long share(Viewer viewer) {
      long share = 0;
      for (int i = 0; i < narrow.size(); i++) {
        if (groups.tell(viewer, narrow.get(i))) {
          share |= 1L << i;
        }
      }
      return share;
    }

    private Optional<Volley> of(long share) {
      return shares.computeIfAbsent(share, this::volley);
    }

    private Optional<Volley> volley(long share) {
      List<byte[]> told = items.stream().filter(item -> (item.share() & ~share) == 0).map(Item::bytes).toList();
      List<Outgoing> messages = new ArrayList<>(2);
      if (!told.isEmpty()) {
        messages.add(TextFrame.of(told));
      }
      if (media != null) {
        messages.add(media);
      }
      return messages.isEmpty() ? Optional.empty() : Optional.of(Volley.of(messages));
    }

    @Nullable MediaBatch media() {
      return media;
    }

    /** Entries, signals and frames in it. */
    int size() {
      return size;
    }

    /** Bytes of all its items and media, however they are shared out. */
    int bytes() {
      return items.stream().mapToInt(item -> item.bytes().length).sum() + (media == null ? 0 : media.size());
    }
  }
}
