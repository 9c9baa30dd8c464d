package org.lectern.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/** The open tracks of one lecture, who publishes them and who follows them. */
final class LiveLecture {

  private final Map<Integer, LiveTrack> tracks = new TreeMap<>(); // guarded by this
  private final List<TrackListener> listeners = new CopyOnWriteArrayList<>();
  private final Set<Publication> publications = new CopyOnWriteArraySet<>();
  private volatile Set<String> decodable = Tracks.FAMILIES;

  /** Opens a track, in place of an earlier epoch of it. */
  synchronized void open(LiveTrack track) {
    tracks.put(track.track().id().number(), track);
    tellWhatIsOn();
    listeners.forEach(listener -> listener.frame(track.init()));
  }

  /** Passes a frame on when its epoch is the one being shown. */
  synchronized void pass(Frame frame) {
    LiveTrack track = tracks.get(frame.track());
    if (track != null && track.track().id().epoch() == frame.epoch()) {
      track.add(frame);
      for (TrackListener listener : listeners) {
        listener.frame(frame);
      }
    }
  }

  /** Ends a track unless a later epoch of it was opened since. */
  synchronized void close(EpochId id) {
    LiveTrack track = tracks.get(id.number());
    if (track != null && track.track().id().equals(id)) {
      tracks.remove(id.number());
      listeners.forEach(listener -> listener.frame(track.end()));
      tellWhatIsOn();
    }
  }

  synchronized void tail(TrackListener listener) {
    listeners.add(listener);
  }

  void leave(TrackListener listener) {
    listeners.remove(listener);
  }

  synchronized void catalogue(Consumer<Catalogue> reader) {
    reader.accept(catalogue());
  }

  private void tellWhatIsOn() {
    Catalogue now = catalogue();
    listeners.forEach(listener -> listener.changed(now));
  }

  private Catalogue catalogue() {
    List<Frame> frames = new ArrayList<>();
    tracks.values().forEach(track -> frames.add(track.init()));
    tracks.values().forEach(track -> track.recent().forEach(frames::add));
    return new Catalogue(tracks.values().stream().map(LiveTrack::track).toList(), frames);
  }

  Set<Publication> publications() {
    return publications;
  }

  Set<String> decodable() {
    return decodable;
  }

  /** Tells the publishers when what every viewer can decode has changed. */
  void decodable(Set<String> families) {
    if (!families.equals(decodable)) {
      decodable = Set.copyOf(families);
      publications.forEach(Publication::tellDecodable);
    }
  }

  boolean isIdle() {
    return publications.isEmpty() && listeners.isEmpty();
  }
}
