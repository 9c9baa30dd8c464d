package org.lectern.media;

import java.util.Locale;

/** What a track shows or lets hear. On the wire in lower case with a hyphen: {@code screen-sound}. */
public enum TrackKind {
  CAMERA,
  MICROPHONE,
  SCREEN,
  SCREEN_SOUND;

  public boolean isPicture() {
    return this == CAMERA || this == SCREEN;
  }

  /** The name on the wire and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static TrackKind named(String wireName) {
    for (TrackKind kind : values()) {
      if (kind.wireName().equals(wireName)) {
        return kind;
      }
    }
    throw new MalformedFrame("kind of track");
  }
}
