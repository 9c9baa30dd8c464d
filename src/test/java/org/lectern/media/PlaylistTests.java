package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;

class PlaylistTests {

  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  @Test
  void eachSegmentTellsItsWallClockBecausePlayersCloseTheHoleBetweenEpochs() {
    String playlist = Playlist.of(
        List.of(epoch(0), epoch(1)),
        List.of(
            new MediaIndex.Entry(1, 0, 1, 800, 1_000, 0, 2_000_000),
            new MediaIndex.Entry(2, 1, 1, 800, 1_000, 9_500_000, 2_000_000)),
        START,
        false);

    assertThat(playlist.lines().filter(line -> line.startsWith("#EXT-X-PROGRAM-DATE-TIME")))
        .containsExactly("#EXT-X-PROGRAM-DATE-TIME:2026-03-02T09:00:00Z", "#EXT-X-PROGRAM-DATE-TIME:2026-03-02T09:00:09.500Z");
    assertThat(playlist).containsSubsequence("1-0.mp4", "#EXT-X-DISCONTINUITY", "#EXT-X-MAP:URI=\"1-1.mp4\"", "#EXT-X-ENDLIST");
  }

  @Test
  void aGrowingPlaylistHasNoEnd() {
    assertThat(Playlist.of(List.of(epoch(0)), List.of(new MediaIndex.Entry(1, 0, 1, 800, 1_000, 0, 2_000_000)), START, true))
        .contains("#EXT-X-PLAYLIST-TYPE:EVENT")
        .doesNotContain("#EXT-X-ENDLIST");
  }

  private static MediaIndex.Epoch epoch(int number) {
    TrackFormat format = new TrackFormat(TrackKind.CAMERA, "vp09.00.31.08", 640, 360, 0, 0, new byte[0]);
    return new MediaIndex.Epoch(new EpochId(new LectureId(7), 1, number), new UserId(1), format, 0, 800, Optional.empty(), 0, Optional.empty(), false);
  }
}
