package org.lectern.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one node tells another about the tracks of a lecture. What a publisher's node tells is numbered, so that the other notices when
 * something is missing; it asks anew then, and is told the whole.
 *
 * <pre>
 *  0  u8   kind
 *  1  u32  number; 0 of what has none
 *  5       the rest: a frame as it is; a track or several as JSON, behind its length (u32), and frames, each behind its length
 * </pre>
 */
sealed interface NodeMessage {

  JsonMapper JSON = new JsonMapper();
  int HEADER = 5;

  /** @return the message on its way */
  byte[] bytes();

  /** What comes one after the other, from the node of a publisher. */
  sealed interface Numbered extends NodeMessage {
    long number();
  }

  /** All that is on at that node, and what a newcomer needs of it. It follows on what bears the same number. */
  record Whole(long number, List<Track> tracks, List<Frame> frames) implements NodeMessage {
    @Override
    public byte[] bytes() {
      byte[] json = JSON.writeValueAsBytes(tracks);
      ByteBuffer bytes = start(0, number, Integer.BYTES + json.length + frames.stream().mapToInt(frame -> Integer.BYTES + frame.length()).sum());
      bytes.putInt(json.length).put(json);
      frames.forEach(frame -> bytes.putInt(frame.length()).put(frame.array()));
      return bytes.array();
    }
  }

  record Opened(long number, Track track) implements Numbered {
    @Override
    public byte[] bytes() {
      byte[] json = JSON.writeValueAsBytes(track);
      return start(1, number, json.length).put(json).array();
    }
  }

  /** A frame, or the end of a track. */
  record Passed(long number, Frame frame) implements Numbered {
    @Override
    public byte[] bytes() {
      return start(2, number, frame.length()).put(frame.array()).array();
    }
  }

  /** Each second while anything is on. */
  record Beat(long number) implements Numbered {
    @Override
    public byte[] bytes() {
      return start(3, number, 0).array();
    }
  }

  /** Something was missed: tell me the whole. */
  record Anew() implements NodeMessage {
    @Override
    public byte[] bytes() {
      return start(4, 0, 0).array();
    }
  }

  /** What everyone who watches on that node can decode, of {@link Tracks#FAMILIES}. */
  record Decodes(Set<String> families) implements NodeMessage {
    @Override
    public byte[] bytes() {
      byte[] text = String.join(",", families).getBytes(StandardCharsets.US_ASCII);
      return start(5, 0, text.length).put(text).array();
    }
  }

  private static ByteBuffer start(int kind, long number, int rest) {
    return ByteBuffer.allocate(HEADER + rest).put((byte) kind).putInt((int) number);
  }

  static NodeMessage read(ByteBuffer message) {
    int kind = message.get();
    long number = message.getInt() & 0xffff_ffffL;
    return switch (kind) {
      case 0 -> new Whole(number, List.of(JSON.readValue(next(message), Track[].class)), frames(message));
      case 1 -> new Opened(number, JSON.readValue(rest(message), Track.class));
      case 2 -> new Passed(number, Frame.read(rest(message)));
      case 3 -> new Beat(number);
      case 4 -> new Anew();
      case 5 -> new Decodes(families(new String(rest(message), StandardCharsets.US_ASCII)));
      default -> throw new MalformedFrame("message %d of another node".formatted(kind));
    };
  }

  private static Set<String> families(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split(","));
  }

  private static List<Frame> frames(ByteBuffer message) {
    List<Frame> frames = new ArrayList<>();
    while (message.hasRemaining()) {
      frames.add(Frame.read(next(message)));
    }
    return frames;
  }

  private static byte[] next(ByteBuffer message) {
    byte[] bytes = new byte[message.getInt()];
    message.get(bytes);
    return bytes;
  }

  private static byte[] rest(ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    return bytes;
  }
}
