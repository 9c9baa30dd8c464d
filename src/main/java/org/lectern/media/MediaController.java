package org.lectern.media;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What there is of a recording, as playlists and as an index, while the lecture runs and afterwards. */
@Controller
@RequestMapping("/lectures/{id}/media")
class MediaController {

  private static final MediaType PLAYLIST = MediaType.parseMediaType("application/vnd.apple.mpegurl");

  private final MediaIndex index;
  private final RecordedTracks tracks;

  MediaController(MediaIndex index, RecordedTracks tracks) {
    this.index = index;
    this.tracks = tracks;
  }

  /** Every track with its segments, for a player that fetches what it shows. */
  @GetMapping(path = "/index.json", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<RecordedTracks.Index> index(VisibleLecture visible) {
    Lecture seen = visible.lecture();
    return ResponseEntity.ok().cacheControl(CacheControl.noCache().cachePrivate()).body(tracks.of(seen.id(), seen.isLive()));
  }

  /** A picture with its sound; without parameters the camera and microphone that were opened first. */
  @GetMapping("/master.m3u8")
  ResponseEntity<String> master(VisibleLecture visible,
      @RequestParam(required = false) @Nullable Integer picture, @RequestParam(required = false) @Nullable Integer sound) {
    List<MediaIndex.Epoch> epochs = index.of(visible.id());
    MediaIndex.Epoch shown = chosen(epochs, picture, TrackKind.CAMERA).orElseThrow(MediaController::notFound);
    return playlist(Playlist.master(shown, chosen(epochs, sound, TrackKind.MICROPHONE)));
  }

  private static Optional<MediaIndex.Epoch> chosen(List<MediaIndex.Epoch> epochs, @Nullable Integer number, TrackKind kind) {
    Predicate<MediaIndex.Epoch> wanted =
        number == null ? epoch -> epoch.format().kind() == kind : epoch -> epoch.id().number() == number;
    return epochs.stream().filter(wanted).findFirst();
  }

  @GetMapping("/{track:\\d+}.m3u8")
  ResponseEntity<String> playlist(VisibleLecture visible, @PathVariable int track) {
    Lecture seen = visible.lecture();
    List<MediaIndex.Epoch> epochs =
        index.of(seen.id()).stream().filter(epoch -> epoch.id().number() == track).toList();
    if (epochs.isEmpty()) {
      throw notFound();
    }
    boolean growing = seen.isLive() || epochs.stream().anyMatch(epoch -> epoch.sealed().isEmpty());
    return playlist(Playlist.of(
        epochs, index.segments(seen.id(), track), seen.startedAt().orElse(Instant.EPOCH), growing));
  }

  private static ResponseEntity<String> playlist(String text) {
    return ResponseEntity.ok().contentType(PLAYLIST).cacheControl(CacheControl.noCache().cachePrivate()).body(text);
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
