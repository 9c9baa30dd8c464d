package org.lectern.media;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** HLS playlists (RFC 8216) over a track's files: byte ranges of the very bytes that were broadcast. */
final class Playlist {

  private Playlist() {}

  /**
   * The segments of one track.
   *
   * @param start the wall clock at zero of lecture time
   * @param growing whether more may come; what was filled in late is then left out, because a growing playlist may only be added to
   */
  static String of(List<MediaIndex.Epoch> epochs, List<MediaIndex.Entry> entries, Instant start, boolean growing) {
    Map<Integer, MediaIndex.Epoch> byNumber =
        epochs.stream().collect(Collectors.toMap(epoch -> epoch.id().epoch(), Function.identity()));
    Iterable<MediaIndex.Entry> listed = growing ? addedInOrder(entries) : entries;
    StringBuilder out = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n")
        .append("#EXT-X-TARGETDURATION:").append(longest(entries)).append('\n')
        .append("#EXT-X-PLAYLIST-TYPE:").append(growing ? "EVENT" : "VOD").append('\n')
        .append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    int shown = -1;
    for (MediaIndex.Entry entry : listed) {
      MediaIndex.Epoch epoch = byNumber.get(entry.epoch());
      if (entry.epoch() != shown) {
        if (shown >= 0) {
          out.append("#EXT-X-DISCONTINUITY\n");
        }
        out.append("#EXT-X-MAP:URI=\"%s\",BYTERANGE=\"%d@0\"\n".formatted(file(epoch.id()), epoch.initLength()));
        shown = entry.epoch();
      }
      out.append("#EXT-X-PROGRAM-DATE-TIME:").append(start.plus(entry.at(), ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS))
          .append('\n')
          .append(String.format(Locale.ROOT, "#EXTINF:%.5f,\n", entry.duration() / 1e6))
          .append("#EXT-X-BYTERANGE:%d@%d\n".formatted(entry.length(), entry.position()))
          .append(file(epoch.id())).append('\n');
    }
    return growing ? out.toString() : out.append("#EXT-X-ENDLIST\n").toString();
  }

  /** One picture and, if there is any, one sound beside it. */
  static String master(MediaIndex.Epoch picture, Optional<MediaIndex.Epoch> sound) {
    StringBuilder out = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    sound.ifPresent(epoch -> out.append(
        "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"sound\",NAME=\"Sound\",DEFAULT=YES,AUTOSELECT=YES,URI=\"%d.m3u8\"\n"
            .formatted(epoch.id().number())));
    out.append("#EXT-X-STREAM-INF:BANDWIDTH=1500000,CODECS=\"%s%s\",RESOLUTION=%dx%d%s\n".formatted(
        picture.format().codec(), sound.isPresent() ? ",opus" : "", picture.format().width(), picture.format().height(),
        sound.isPresent() ? ",AUDIO=\"sound\"" : ""));
    return out.append("%d.m3u8\n".formatted(picture.id().number())).toString();
  }

  /** The file of one epoch, as the playlists beside it name it. */
  static String file(EpochId id) {
    return "%d-%d.mp4".formatted(id.number(), id.epoch());
  }

  private static Iterable<MediaIndex.Entry> addedInOrder(List<MediaIndex.Entry> entries) {
    Deque<MediaIndex.Entry> inOrder = new ArrayDeque<>();
    for (MediaIndex.Entry entry : entries.reversed()) {
      if (inOrder.isEmpty() || entry.id() < inOrder.peekFirst().id()) {
        inOrder.addFirst(entry);
      }
    }
    return inOrder;
  }

  private static long longest(List<MediaIndex.Entry> entries) {
    return entries.stream().mapToLong(entry -> (entry.duration() + 999_999) / 1_000_000).max().orElse(2);
  }
}
