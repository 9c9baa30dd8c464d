package org.lectern.media;

import java.util.List;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.lecture.LectureId;
import org.springframework.stereotype.Component;

/** The index of a lecture's recording, for a player that fetches ranges by itself. */
@Component
class RecordedTracks {

  private final MediaIndex index;
  private final Users users;

  RecordedTracks(MediaIndex index, Users users) {
    this.index = index;
    this.users = users;
  }

  /** @param growing whether more may come */
  record Index(boolean growing, List<Recorded> tracks) {}

  record By(long id, String name) {}

  /** @param segments of all epochs, by lecture time; each begins with a keyframe */
  record Recorded(int number, String kind, By by, List<Epoch> epochs, List<long[]> segments) {}

  /** @param init length of the initialisation segment at the beginning of {@code file}, bytes */
  record Epoch(int epoch, String codec, int width, int height, String file, int init) {}

  Index of(LectureId lecture, boolean live) {
    List<MediaIndex.Epoch> epochs = index.of(lecture);
    List<Recorded> tracks =
        epochs.stream()
            .map(epoch -> epoch.id().number())
            .distinct()
            .map(number -> track(lecture, epochs.stream().filter(epoch -> epoch.id().number() == number).toList()))
            .toList();
    return new Index(live || epochs.stream().anyMatch(epoch -> epoch.sealed().isEmpty()), tracks);
  }

  private Recorded track(LectureId lecture, List<MediaIndex.Epoch> epochs) {
    MediaIndex.Epoch first = epochs.getFirst();
    return new Recorded(
        first.id().number(),
        first.format().kind().wireName(),
        by(first.by()),
        epochs.stream().map(RecordedTracks::epoch).toList(),
        index.segments(lecture, first.id().number()).stream().map(RecordedTracks::segment).toList());
  }

  private static Epoch epoch(MediaIndex.Epoch epoch) {
    return new Epoch(
        epoch.id().epoch(),
        epoch.format().codec(),
        epoch.format().width(),
        epoch.format().height(),
        Playlist.file(epoch.id()),
        epoch.initLength());
  }

  /** Epoch, position and length in its file in bytes, lecture time and duration in microseconds. */
  private static long[] segment(MediaIndex.Entry entry) {
    return new long[] {entry.epoch(), entry.position(), entry.length(), entry.at(), entry.duration()};
  }

  private By by(UserId person) {
    return new By(person.value(), users.find(person).map(User::name).orElse("?"));
  }
}
