package org.lectern.media;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param folder where journals and files are kept
 * @param patience how long after a lecture's end a publisher may still fill holes of the recording
 * @param reserve recording stops while less than this is free on the disk, which the database may need more
 */
@ConfigurationProperties("lectern.media")
record MediaSettings(Path folder, @DefaultValue("10m") Duration patience, @DefaultValue("256MB") DataSize reserve) {

  /** @param term in which it was written: what another node has taken over since is not in it */
  Path journal(EpochId track, int term) {
    String name = "%d-%d".formatted(track.number(), track.epoch());
    return lecture(track, "journals").resolve(term == 0 ? name + ".journal" : "%s.%d.journal".formatted(name, term));
  }

  /** A file still being written. */
  Path growing(EpochId track) {
    return lecture(track, "growing").resolve("%d-%d.mp4".formatted(track.number(), track.epoch()));
  }

  Path finished(EpochId track) {
    return lecture(track, "finished").resolve("%d-%d.mp4".formatted(track.number(), track.epoch()));
  }

  /** A copy of what is in the bucket. */
  Path cached(EpochId track) {
    return lecture(track, "cache").resolve("%d-%d.mp4".formatted(track.number(), track.epoch()));
  }

  private Path lecture(EpochId track, String stage) {
    return folder.resolve(stage).resolve(track.lecture().toString());
  }
}
