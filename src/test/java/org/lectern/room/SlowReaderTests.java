package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.media.Frame;
import org.lectern.media.Frames;

class SlowReaderTests {

  private static final long SECOND = 1_000_000_000L;

  private final SlowReader reader = new SlowReader();

  @BeforeEach
  void cameraAndMicrophoneAreOn() {
    reader.keepUp(batch(0, Frames.init(1, true), Frames.init(2, false)), 0);
  }

  @Test
  void whoKeepsUpIsSentTheVeryBytesEveryoneIsSent() {
    MediaBatch batch = batch(0, Frames.media(1, 0, true), Frames.media(2, 0, true));

    assertThat(reader.keepUp(batch, SECOND / 10)).isSameAs(batch);
  }

  @Test
  void whoIsBehindIsSentSoundAndNoPictureUntilAKeyframeComesInTime() {
    MediaBatch late = reader.keepUp(batch(0, Frames.media(1, 7, false), Frames.media(2, 7, true)), 2 * SECOND);
    MediaBatch still = reader.keepUp(batch(2 * SECOND, Frames.media(1, 8, false), Frames.media(2, 8, true)), 2 * SECOND);
    MediaBatch again = reader.keepUp(batch(2 * SECOND, Frames.media(1, 60, true)), 2 * SECOND);

    assertThat(late.frames()).extracting(Frame::track).containsExactly(2);
    assertThat(still.frames()).extracting(Frame::track).containsExactly(2);
    assertThat(again.frames()).extracting(Frame::kind).containsExactly(Frame.Kind.GAP, Frame.Kind.MEDIA);
    assertThat(again.frames()).extracting(Frame::sequence).containsExactly(60L, 60L);
  }

  @Test
  void aKeyframeThatComesTooLateIsNoUse() {
    assertThat(reader.keepUp(batch(0, Frames.media(1, 7, true)), 2 * SECOND).frames()).isEmpty();
  }

  @Test
  void soundIsLeftOutOnlyWhenItIsNotWorthHearing() {
    assertThat(reader.keepUp(batch(0, Frames.media(2, 7, true)), 4 * SECOND).frames()).hasSize(1);
    assertThat(reader.keepUp(batch(0, Frames.media(2, 8, true)), 6 * SECOND).frames()).isEmpty();
  }

  @Test
  void afterWholeBatchesWereMissedAPictureWaitsForItsKeyframe() {
    reader.missed();

    assertThat(reader.keepUp(batch(0, Frames.media(1, 9, false), Frames.media(2, 9, true)), 0).frames())
        .extracting(Frame::track).containsExactly(2);
  }

  private static MediaBatch batch(long madeAt, Frame... frames) {
    return MediaBatch.of(List.of(frames), madeAt);
  }
}
