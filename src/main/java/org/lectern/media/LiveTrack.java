package org.lectern.media;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What someone who comes now needs of a track: its INIT and everything since the last keyframe. Guarded by its lecture's lock. */
final class LiveTrack {

  /** Sound needs no keyframe; this much of it covers what a viewer holds back. Microseconds. */
  private static final long SOUND_KEPT = 1_000_000;

  private static final int MOST_BYTES = 16 << 20;

  private static final JsonMapper JSON = new JsonMapper();

  private final Track track;
  private final Frame init;
  private final Deque<Frame> recent = new ArrayDeque<>();
  private final @Nullable UUID node;
  private int bytes;
  private long last = -1;

  /** Published on this node. */
  LiveTrack(Track track) {
    this(track, null);
  }

  /** @param node on which it is published; null when it is this one */
  LiveTrack(Track track, @Nullable UUID node) {
    this.track = track;
    this.node = node;
    this.init = Frame.of(
        Frame.Kind.INIT, track.id().number(), track.kind().isPicture() ? Frame.PICTURE : 0, track.id().epoch(), 0, 0,
        JSON.writeValueAsString(description(track)).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> description(Track track) {
    TrackFormat format = track.format();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", track.kind().wireName());
    json.put("codec", format.codec());
    json.put("offset", track.offset());
    if (track.kind().isPicture()) {
      json.put("width", format.width());
      json.put("height", format.height());
      json.put("description", Base64.getEncoder().encodeToString(format.description()));
    } else {
      json.put("channels", format.channels());
      json.put("frameDuration", format.frameDuration());
    }
    return json;
  }

  Track track() {
    return track;
  }

  boolean isFromHere() {
    return node == null;
  }

  boolean isFrom(UUID other) {
    return other.equals(node);
  }

  /** Whether a frame is new and can be shown after the last; a picture that follows on one that is missing cannot. */
  boolean goesOnWith(Frame frame) {
    boolean isNext = last < 0 || frame.sequence() == last + 1;
    return frame.sequence() > last && (isNext || frame.isKeyframe() || !track.kind().isPicture());
  }

  Frame init() {
    return init;
  }

  Iterable<Frame> recent() {
    return recent;
  }

  void add(Frame frame) {
    if (track.kind().isPicture()) {
      if (frame.isKeyframe()) {
        recent.clear();
        bytes = 0;
      }
    } else {
      while (!recent.isEmpty() && frame.timestamp() - recent.peekFirst().timestamp() > SOUND_KEPT) {
        bytes -= recent.removeFirst().length();
      }
    }
    last = frame.sequence();
    recent.add(frame);
    bytes += frame.length();
    if (bytes > MOST_BYTES) {
      throw new MalformedFrame("%d bytes without a keyframe".formatted(bytes));
    }
  }

  Frame end() {
    return Frame.of(Frame.Kind.END, track.id().number(), 0, track.id().epoch(), 0, 0, new byte[0]);
  }
}
