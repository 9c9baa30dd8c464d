package org.lectern.media;

import java.util.List;
import java.util.Map;

/**
 * What is on in a lecture at one moment.
 *
 * @param tracks open now, by number
 * @param frames what a newcomer needs before the next live frame: all INITs, then everything since the last keyframe
 */
public record Catalogue(List<Track> tracks, List<Frame> frames) {

  /**
   * The item {@code tracks} of the room's wire: who can be seen and heard, before any bytes of it.
   *
   * @param rest whether there may be more on other nodes, from which nothing comes at the moment
   */
  public Map<String, Object> item(boolean rest) {
    return Map.of("type", "tracks", "tracks", tracks.stream().map(Catalogue::line).toList(), "rest", rest);
  }

  private static Map<String, Object> line(Track track) {
    return Map.of(
        "track", track.id().number(),
        "epoch", track.id().epoch(),
        "kind", track.kind().wireName(),
        "codec", track.format().codec(),
        "by", Map.of("id", track.by().value(), "name", track.name()));
  }
}
