package org.lectern.media;

/** Frames for tests of other modules. */
public final class Frames {

  private Frames() {}

  public static Frame init(int track, boolean picture) {
    return Frame.of(Frame.Kind.INIT, track, picture ? Frame.PICTURE : 0, 0, 0, 0, new byte[0]);
  }

  public static Frame media(int track, long sequence, boolean key) {
    return media(track, sequence, key, 1);
  }

  public static Frame media(int track, long sequence, boolean key, int length) {
    return Frame.of(Frame.Kind.MEDIA, track, key ? Frame.KEYFRAME : 0, 0, sequence, sequence * 20_000, new byte[length]);
  }
}
