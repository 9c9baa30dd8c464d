package org.lectern.room.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.web.socket.CloseStatus;

class FrameReaderTests {

  private static final int LONGEST = 1000;

  private final List<String> heard = new ArrayList<>();
  private final FrameReader reader = new FrameReader(LONGEST, new FrameReader.Listener() {
    @Override
    public void heard(String message) {
      heard.add("text " + message);
    }

    @Override
    public void pinged(byte[] payload) {
      heard.add("ping " + new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public void goodbye(CloseStatus status) {
      heard.add("close " + status.getCode() + " " + status.getReason());
    }
  });

  @Test
  void hearsAMessageWholeOrInFragmentsWithAPingBetween() throws ProtocolViolation {
    read(frame(0x81, "whole"), frame(0x01, "in "), frame(0x89, "there?"), frame(0x00, "three "), frame(0x80, "parts"), frame(0x81, ""));

    assertThat(heard).containsExactly("text whole", "ping there?", "text in three parts", "text ");
  }

  @Test
  void hearsACharacterThatIsCutInTwoByFragments() throws ProtocolViolation {
    byte[] umlaut = "ü".getBytes(StandardCharsets.UTF_8);
    read(frame(0x01, new byte[] {umlaut[0]}), frame(0x80, new byte[] {umlaut[1]}));

    assertThat(heard).containsExactly("text ü");
  }

  @Test
  void ignoresAPongThatNobodyAskedFor() throws ProtocolViolation {
    read(frame(0x8a, "here"), frame(0x81, "on"));

    assertThat(heard).containsExactly("text on");
  }

  @Test
  void hearsGoodbyeAndNothingAfterIt() throws ProtocolViolation {
    read(frame(0x88, new byte[] {0x03, (byte) 0xe8, 'o', 'k'}), frame(0x81, "more"));

    assertThat(heard).containsExactly("close 1000 ok");
  }

  @Test
  void hearsGoodbyeWithoutAReason() throws ProtocolViolation {
    read(frame(0x88, ""));

    assertThat(heard).containsExactly("close 1005 null");
  }

  @Test
  void takesAMessageAsLongAsAllowed() throws ProtocolViolation {
    read(frame(0x01, "x".repeat(LONGEST - 1)), frame(0x80, "x"));

    assertThat(heard.getFirst()).hasSize(LONGEST + "text ".length());
  }

  @TestFactory
  Stream<DynamicTest> failsTheConnectionOfAProgramThat() {
    return Stream.of(
        violation("does not mask", 1002, HexFormat.of().parseHex("810568656c6c6f")),
        violation("uses a reserved bit", 1002, frame(0xc1, "compressed")),
        violation("uses an unknown frame", 1002, frame(0x83, "?")),
        violation("uses an unknown control frame", 1002, frame(0x8b, "?")),
        violation("fragments a ping", 1002, frame(0x09, "?")),
        violation("sends a ping of 126 bytes", 1002, frame(0x89, "x".repeat(126))),
        violation("continues what was not begun", 1002, frame(0x80, "?")),
        violation("begins anew in the middle", 1002, frame(0x01, "one"), frame(0x81, "two")),
        violation("sends binary", 1003, frame(0x82, "bytes")),
        violation("sends bytes that are not UTF-8", 1007, frame(0x81, new byte[] {(byte) 0xc3, 0x28})),
        violation("sends half a character", 1007, frame(0x81, new byte[] {(byte) 0xc3})),
        violation("sends a surrogate", 1007, frame(0x81, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})),
        violation("says too much at once", 1009, frame(0x81, "x".repeat(LONGEST + 1))),
        violation("says too much in pieces", 1009, frame(0x01, "x".repeat(LONGEST)), frame(0x80, "x")),
        violation("announces eight exabytes", 1009, HexFormat.of().parseHex("81ff7fffffffffffffff00000000")),
        violation("announces a negative length", 1002, HexFormat.of().parseHex("81ffffffffffffffffff00000000")),
        violation("gives half a close code", 1002, frame(0x88, new byte[] {3})),
        violation("gives a close code that is not sent", 1002, frame(0x88, new byte[] {0x03, (byte) 0xee})),
        violation("gives a reason that is not UTF-8", 1007, frame(0x88, new byte[] {0x03, (byte) 0xe8, (byte) 0xff})));
  }

  private DynamicTest violation(String what, int code, byte[]... frames) {
    return DynamicTest.dynamicTest(what, () -> assertThat(codeOf(frames)).isEqualTo(code));
  }

  private static int codeOf(byte[]... frames) {
    try {
      new FrameReaderTests().read(frames);
      return 0;
    } catch (ProtocolViolation violation) {
      return violation.status().getCode();
    }
  }

  /** However the network cuts it, the same is heard. */
  @RepeatedTest(50)
  void hearsTheSameHoweverItArrives(RepetitionInfo repetition) throws ProtocolViolation {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] all = joined(frame(0x81, "one"), frame(0x01, "x".repeat(random.nextInt(300))), frame(0x89, "p"), frame(0x80, "two"), frame(0x88, ""));
    FrameReaderTests atOnce = new FrameReaderTests();
    atOnce.reader.read(ByteBuffer.wrap(all));
    for (int from = 0; from < all.length; ) {
      int to = Math.min(all.length, from + 1 + random.nextInt(9));
      reader.read(ByteBuffer.wrap(all, from, to - from));
      from = to;
    }

    assertThat(heard).isEqualTo(atOnce.heard).hasSize(4);
  }

  /** Whatever the bytes, it ends in a message, a violation or waiting for more. */
  @RepeatedTest(20)
  void noNoiseMakesItStumble(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < 500; i++) {
      byte[] noise = new byte[1 + random.nextInt(40)];
      random.nextBytes(noise);
      noise[0] = (byte) (noise[0] & 0x8f);
      if (noise.length > 1) {
        noise[1] |= (byte) 0x80;
      }
      assertThat(codeOf(noise)).isIn(0, 1002, 1003, 1007, 1009);
    }
  }

  private void read(byte[]... frames) throws ProtocolViolation {
    reader.read(ByteBuffer.wrap(joined(frames)));
  }

  private static byte[] joined(byte[]... frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Stream.of(frames).forEach(all::writeBytes);
    return all.toByteArray();
  }

  static byte[] frame(int firstByte, String payload) {
    return frame(firstByte, payload.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] frame(int firstByte, byte[] payload) {
    byte[] mask = {0x12, 0x34, 0x56, 0x78};
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) firstByte);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    }
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i & 3]));
    }
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }
}
