package org.lectern.room;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lectern.lecture.LectureId;
import org.lectern.media.Catalogue;
import org.lectern.media.Frame;
import org.lectern.media.TrackListener;
import org.lectern.media.Tracks;
import tools.jackson.databind.json.JsonMapper;

/** Picture and sound of one room: who is on, what everyone present can decode, and every frame as it comes. */
final class RoomMedia implements TrackListener {

  private static final JsonMapper JSON = new JsonMapper();

  private final LectureId lecture;
  private final Tracks tracks;
  private final Supplier<? extends Iterable<Connection>> readers;
  private final Consumer<Frame> broadcast;
  private final Consumer<byte[]> signals;
  private final Tracks.Tail tail;
  private volatile boolean peopleChanged;
  private volatile boolean rest;

  /**
   * @param readers everyone who is sent media
   * @param broadcast sends a frame to everyone
   * @param signals sends an item to everyone
   */
  RoomMedia(
      LectureId lecture,
      Tracks tracks,
      Supplier<? extends Iterable<Connection>> readers,
      Consumer<Frame> broadcast,
      Consumer<byte[]> signals) {
    this.broadcast = broadcast;
    this.lecture = lecture;
    this.tracks = tracks;
    this.readers = readers;
    this.signals = signals;
    this.rest = tracks.restBetweenNodes();
    this.tail = tracks.tail(lecture, this);
  }

  @Override
  public void changed(Catalogue catalogue) {
    signals.accept(item(catalogue));
  }

  @Override
  public void frame(Frame frame) {
    broadcast.accept(frame);
  }

  /**
   * What someone needs who comes now: who is on, and everything since the last keyframe. Frames still on their way reach them twice;
   * they are numbered.
   */
  void welcome(Connection newcomer) {
    tracks.catalogue(lecture, catalogue -> {
      newcomer.send(TextFrame.of(List.of(item(catalogue))));
      if (!catalogue.frames().isEmpty()) {
        newcomer.send(MediaBatch.of(catalogue.frames(), System.nanoTime()));
      }
    });
    peopleChanged = true;
  }

  void left() {
    peopleChanged = true;
  }

  /** Once a second and not for each of a thousand who come at once. */
  void tick() {
    if (rest != tracks.restBetweenNodes()) {
      rest = !rest;
      tracks.catalogue(lecture, this::changed);
    }
    if (peopleChanged) {
      peopleChanged = false;
      tellWhatAllCanDecode();
    }
  }

  /** Whether somebody publishes to this room by way of this node. */
  boolean isPublishedHere() {
    return tracks.hasPublishers(lecture);
  }

  /** Someone came or left: publishers use what everyone present can decode. */
  private void tellWhatAllCanDecode() {
    Set<String> all = new HashSet<>(Tracks.FAMILIES);
    readers.get().forEach(reader -> {
      if (!reader.decodable().isEmpty()) {
        all.retainAll(reader.decodable());
      }
    });
    tracks.decodable(lecture, all);
  }

  void close() {
    tail.close();
  }

  private byte[] item(Catalogue catalogue) {
    return JSON.writeValueAsBytes(catalogue.item(rest));
  }
}
