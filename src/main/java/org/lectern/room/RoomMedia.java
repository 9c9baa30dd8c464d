package org.lectern.room;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lectern.lecture.LectureId;
import org.lectern.media.Catalogue;
import org.lectern.media.Frame;
import org.lectern.media.TrackListener;
import org.lectern.media.Tracks;
import tools.jackson.databind.json.JsonMapper;

/** Picture and sound of one room: gathers what publishers send for a moment and hands it to every connection. */
final class RoomMedia implements TrackListener {

  private static final long GATHERED_FOR = TimeUnit.MILLISECONDS.toNanos(20);
  private static final JsonMapper JSON = new JsonMapper();

  private final LectureId lecture;
  private final Tracks tracks;
  private final Supplier<? extends Iterable<Connection>> readers;
  private final Consumer<MediaBatch> broadcast;
  private final Consumer<byte[]> signals;
  private final BlockingQueue<Frame> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final Tracks.Tail tail;
  private volatile boolean peopleChanged;

  /**
   * @param readers everyone who is sent media
   * @param broadcast sends a batch to everyone
   * @param signals sends an item to everyone
   */
  RoomMedia(
      LectureId lecture,
      Tracks tracks,
      Supplier<? extends Iterable<Connection>> readers,
      Consumer<MediaBatch> broadcast,
      Consumer<byte[]> signals) {
    this.broadcast = broadcast;
    this.lecture = lecture;
    this.tracks = tracks;
    this.readers = readers;
    this.signals = signals;
    this.thread = Thread.ofVirtual().name("media-" + lecture).start(this::run);
    this.tail = tracks.tail(lecture, this);
  }

  @Override
  public void changed(Catalogue catalogue) {
    signals.accept(item(catalogue));
  }

  @Override
  public void frame(Frame frame) {
    waiting.add(frame);
  }

  private void run() {
    List<Frame> gathered = new ArrayList<>();
    try {
      while (true) {
        gathered.add(waiting.take());
        long cameAt = System.nanoTime();
        gatherMore(gathered, cameAt + GATHERED_FOR);
        broadcast.accept(MediaBatch.of(gathered, cameAt));
        gathered.clear();
      }
    } catch (InterruptedException closed) {
      // the room is empty
    }
  }

  private void gatherMore(List<Frame> gathered, long until) throws InterruptedException {
    Frame next;
    while ((next = waiting.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS)) != null) {
      gathered.add(next);
    }
  }

  /**
   * What someone needs who comes now: who is on, and everything since the last keyframe. Frames still being gathered reach them twice;
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
    if (peopleChanged) {
      peopleChanged = false;
      tellWhatAllCanDecode();
    }
  }

  /** Someone came or left: publishers use what everyone present can decode, or anything when nothing is common to all. */
  private void tellWhatAllCanDecode() {
    Set<String> all = new HashSet<>(Tracks.FAMILIES);
    readers.get().forEach(reader -> {
      if (!reader.decodable().isEmpty()) {
        all.retainAll(reader.decodable());
      }
    });
    tracks.decodable(lecture, all.isEmpty() ? Tracks.FAMILIES : all);
  }

  void close() {
    tail.close();
    thread.interrupt();
  }

  private static byte[] item(Catalogue catalogue) {
    return JSON.writeValueAsBytes(catalogue.item());
  }
}
