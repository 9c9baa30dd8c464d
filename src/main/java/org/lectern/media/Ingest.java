package org.lectern.media;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lectern.accounts.User;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in picture and sound that were made elsewhere, in the same way as those of a browser. Taking the same in again goes on where
 * a kill interrupted it, and changes nothing once it is whole.
 */
@Component
public class Ingest {

  private final Tracks tracks;
  private final Recordings recordings;
  private final MediaIndex index;
  private final Lectures lectures;
  private final MessageSource sentences;

  Ingest(Tracks tracks, Recordings recordings, MediaIndex index, Lectures lectures, MessageSource sentences) {
    this.tracks = tracks;
    this.recordings = recordings;
    this.index = index;
    this.lectures = lectures;
    this.sentences = sentences;
  }

  /**
   * Takes in all tracks of a lecture that is running and has no others.
   *
   * @param by who teaches
   * @param zero the wall clock when the publisher's stood at zero
   * @param messages each behind its length (u32, big endian): frames as in {@code src/docs/media.md}, an INIT with the message that
   *     opens its track before them and an END after them
   */
  public void take(LectureId lecture, User by, Instant zero, InputStream messages) throws IOException {
    Told told = new Told(lecture);
    Clock then = Clock.fixed(zero, ZoneOffset.UTC);
    Publication publication = new Publication(lecture, by, true, told,
        new Publication.Surroundings(tracks.live(lecture), recordings, index, lectures, (_, _) -> true, sentences, then));
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(messages))) {
      publication.hear(new PublisherMessage.Hello(0, told.unfinished()));
      for (int length; (length = nextLength(in)) > 0; ) {
        byte[] message = new byte[length];
        in.readFully(message);
        told.take(Frame.read(message), publication);
      }
    } finally {
      publication.close(false);
    }
  }

  private static int nextLength(DataInputStream in) throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return 0;
    }
    in.reset();
    return in.readInt();
  }

  /** Stands in for the browser: knows which epochs exist, and keeps what it is told of them. */
  private final class Told implements Publication.Link {

    private static final JsonMapper JSON = new JsonMapper();

    private final LectureId lecture;
    private final Map<Integer, MediaIndex.Epoch> known = new HashMap<>();

    Told(LectureId lecture) {
      this.lecture = lecture;
      index.of(lecture).forEach(epoch -> known.put(epoch.id().number(), epoch));
    }

    List<PublisherMessage.Epoch> unfinished() {
      List<PublisherMessage.Epoch> epochs = new ArrayList<>();
      known.values().stream()
          .filter(epoch -> epoch.sealed().isEmpty())
          .forEach(epoch -> epochs.add(new PublisherMessage.Epoch(epoch.id().number(), epoch.id().epoch())));
      return epochs;
    }

    void take(Frame frame, Publication publication) {
      boolean whole = Optional.ofNullable(known.get(frame.track())).flatMap(MediaIndex.Epoch::sealed).isPresent();
      switch (frame.kind()) {
        case INIT -> {
          if (!known.containsKey(frame.track())) {
            publication.hear(JSON.readValue(frame.payload(), PublisherMessage.class));
          }
        }
        case MEDIA -> {
          if (!whole) {
            publication.frame(frame);
          }
        }
        case END -> {
          if (!whole) {
            publication.hear(new PublisherMessage.End(frame.track(), frame.epoch(), true));
          }
        }
        case GAP -> throw new MalformedFrame("a publisher leaves nothing out");
      }
    }

    @Override
    public void send(ServerMessage message) {
      if (message instanceof ServerMessage.Refused refused) {
        throw new IllegalStateException("Lecture %s: %s".formatted(lecture, refused.message()));
      }
    }

    @Override
    public void revoke() {}

    @Override
    public void askToComeBack() {}
  }
}
