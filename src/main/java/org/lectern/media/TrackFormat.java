package org.lectern.media;

import java.util.regex.Pattern;

/**
 * How one epoch of a track is encoded, as its publisher's encoder said.
 *
 * @param codec a WebCodecs codec string: {@code avc1.42E01F}, {@code vp09.00.31.08}, {@code av01.0.08M.08} or {@code opus}
 * @param width pixels, 0 for sound
 * @param height pixels, 0 for sound
 * @param channels 1 or 2, 0 for picture
 * @param frameDuration microseconds of one packet of sound, 0 for picture
 * @param description the avcC of H.264; empty for all others
 */
public record TrackFormat(
    TrackKind kind, String codec, int width, int height, int channels, int frameDuration, byte[] description) {

  private static final Pattern PICTURE =
      Pattern.compile("avc1\\.[0-9A-Fa-f]{6}|vp09\\.\\d\\d\\.\\d\\d\\.\\d\\d|av01\\.[0-2]\\.\\d\\d[MH]\\.\\d\\d");
  private static final int LARGEST_DESCRIPTION = 4096;

  public TrackFormat {
    boolean sane = kind.isPicture()
        ? PICTURE.matcher(codec).matches() && within(width, 16, 8192) && within(height, 16, 8192)
            && channels == 0 && frameDuration == 0 && codec.startsWith("avc1") == description.length >= 7
        : codec.equals("opus") && width == 0 && height == 0 && within(channels, 1, 2)
            && within(frameDuration, 2_500, 120_000) && description.length == 0;
    if (!sane || description.length > LARGEST_DESCRIPTION) {
      throw new MalformedFrame("format " + codec);
    }
  }

  private static boolean within(int value, int from, int to) {
    return from <= value && value <= to;
  }
}
