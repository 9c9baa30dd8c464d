package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class FrameTests {

  /** The same lines hold {@code js/media/frame.js}. */
  record Line(Frame.Kind kind, int track, int flags, int epoch, long sequence, long timestamp, String payload, String wire) {}

  static Stream<Line> lines() throws Exception {
    try (InputStream in = FrameTests.class.getResourceAsStream("/fixtures/media/frames.json")) {
      return new JsonMapper().readValue(in, new TypeReference<List<Line>>() {}).stream();
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void browserAndServerWriteTheSameBytes(Line line) {
    byte[] payload = HexFormat.of().parseHex(line.payload());

    Frame frame = Frame.of(
        line.kind(), line.track(), line.flags(), line.epoch(), line.sequence(), line.timestamp(), payload);

    assertThat(HexFormat.of().formatHex(frame.array())).isEqualTo(line.wire());
  }

  @ParameterizedTest
  @MethodSource("lines")
  void serverReadsWhatTheBrowserMeant(Line line) {
    Frame frame = Frame.read(HexFormat.of().parseHex(line.wire()));

    assertThat(frame.kind()).isEqualTo(line.kind());
    assertThat(frame.track()).isEqualTo(line.track());
    assertThat(frame.isKeyframe()).isEqualTo((line.flags() & 1) == 1);
    assertThat(frame.epoch()).isEqualTo(line.epoch());
    assertThat(frame.sequence()).isEqualTo(line.sequence());
    assertThat(frame.timestamp()).isEqualTo(line.timestamp());
    assertThat(frame.payload()).asHexString().isEqualToIgnoringCase(line.payload());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "11", "1101010000000000000660f48bb004", "21010100000000000000000000000000", "1f010100000000000000000000000000"})
  void refusesWhatIsNoFrame(String wire) {
    assertThatThrownBy(() -> Frame.read(HexFormat.of().parseHex(wire))).isInstanceOf(MalformedFrame.class);
  }

  @Test
  void aGapNamesTheFrameThatFollows() {
    Frame next = Frame.of(Frame.Kind.MEDIA, 3, 1, 2, 500, 42, new byte[] {1});

    Frame gap = Frame.gapBefore(next);

    assertThat(gap.kind()).isEqualTo(Frame.Kind.GAP);
    assertThat(gap.track()).isEqualTo(3);
    assertThat(gap.epoch()).isEqualTo(2);
    assertThat(gap.sequence()).isEqualTo(500);
  }
}
