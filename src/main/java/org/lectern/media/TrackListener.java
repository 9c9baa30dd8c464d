package org.lectern.media;

/**
 * Follows the tracks of a lecture. It is called under the lecture's lock, in the order in which things happened. It must be quick and
 * never wait, or it holds up every publisher.
 */
public interface TrackListener {

  /** A track was opened or closed. What it shows comes as frames. */
  void changed(Catalogue catalogue);

  /** An INIT, a live frame, or the END of a track; the same object goes to every listener. */
  void frame(Frame frame);
}
