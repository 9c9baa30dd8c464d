package org.lectern.media;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lectern.cluster.Bus;
import org.lectern.lecture.LectureId;

/** The open tracks of one lecture, wherever they are published, who publishes here and who follows here. */
final class LiveLecture {

  private final Map<Integer, LiveTrack> tracks = new TreeMap<>(); // guarded by this
  private final List<TrackListener> listeners = new CopyOnWriteArrayList<>();
  private final Set<Publication> publications = new CopyOnWriteArraySet<>();
  private final ToOtherNodes toOtherNodes; // guarded by this
  private final FromOtherNodes fromOtherNodes; // guarded by this
  private Set<String> decodableHere = Tracks.FAMILIES; // guarded by this
  private volatile Set<String> decodable = Tracks.FAMILIES;

  LiveLecture(LectureId lecture, Bus bus) {
    this.toOtherNodes = new ToOtherNodes(lecture, bus);
    this.fromOtherNodes = new FromOtherNodes(lecture, bus, this);
  }

  /** Opens a track that is published here, in place of an earlier epoch of it. */
  synchronized void open(LiveTrack track) {
    show(track);
    toOtherNodes.opened(track);
  }

  /** Wherever it is published. Under the lock, as the next one is. */
  void show(LiveTrack track) {
    tracks.put(track.track().id().number(), track);
    tellWhatIsOn();
    listeners.forEach(listener -> listener.frame(track.init()));
  }

  /** Passes a frame on when its epoch is the one being shown. */
  synchronized void pass(Frame frame) {
    LiveTrack track = tracks.get(frame.track());
    if (track != null && track.track().id().epoch() == frame.epoch()) {
      pass(frame, track);
      toOtherNodes.passed(frame);
    }
  }

  void pass(Frame frame, LiveTrack track) {
    track.add(frame);
    for (TrackListener listener : listeners) {
      listener.frame(frame);
    }
  }

  /** Ends a track unless a later epoch of it was opened since. */
  synchronized void close(EpochId id) {
    LiveTrack track = tracks.get(id.number());
    if (track != null && track.track().id().equals(id)) {
      tracks.remove(id.number());
      listeners.forEach(listener -> listener.frame(track.end()));
      tellWhatIsOn();
      if (track.isFromHere()) {
        toOtherNodes.passed(track.end());
      }
    }
  }

  synchronized void tail(TrackListener listener) {
    listeners.add(listener);
  }

  synchronized void leave(TrackListener listener) {
    listeners.remove(listener);
    if (listeners.isEmpty()) {
      fromOtherNodes.forget();
      tracks.values().removeIf(track -> !track.isFromHere());
    }
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

  /** @param families what everyone who follows here can decode */
  synchronized void decodable(Set<String> families) {
    decodableHere = Set.copyOf(families);
    fromOtherNodes.tellWhatIsDecodedHere();
    settleWhatAllDecode();
  }

  /** Tells the publishers here when what every viewer can decode, on whichever node, has changed. */
  private void settleWhatAllDecode() {
    Set<String> all = new HashSet<>(decodableHere);
    toOtherNodes.decodable().forEach(all::retainAll);
    Set<String> common = all.isEmpty() ? Tracks.FAMILIES : Set.copyOf(all); // nothing suits everyone, so anything may do
    if (!common.equals(decodable)) {
      decodable = common;
      publications.forEach(Publication::tellDecodable);
    }
  }

  Set<String> decodableHere() {
    return decodableHere;
  }

  boolean isWatched() {
    return !listeners.isEmpty();
  }

  boolean isIdle() {
    return publications.isEmpty() && listeners.isEmpty();
  }

  /** Somebody watches on another node. */
  synchronized void followedBy(UUID node) {
    List<LiveTrack> published = fromHere();
    if (toOtherNodes.add(node) && !published.isEmpty()) {
      toOtherNodes.whole(node, published);
    }
  }

  /**
   * Called each second.
   *
   * @param followers other nodes on which somebody watches
   */
  synchronized void beat(Set<UUID> followers, long now) {
    followers.forEach(this::followedBy);
    if (toOtherNodes.keepOnly(followers)) {
      settleWhatAllDecode();
    }
    if (!fromHere().isEmpty()) {
      toOtherNodes.beat();
    }
    fromOtherNodes.closeSilent(now);
  }

  synchronized void hear(UUID node, NodeMessage message, long now) {
    switch (message) {
      case NodeMessage.Anew _ -> toOtherNodes.whole(node, fromHere());
      case NodeMessage.Decodes(Set<String> families) -> {
        toOtherNodes.decodes(node, families);
        settleWhatAllDecode();
      }
      case NodeMessage.Whole whole when isWatched() -> fromOtherNodes.begin(node, whole, now);
      case NodeMessage.Numbered next when isWatched() -> fromOtherNodes.goOn(node, next, now);
      case NodeMessage.Whole _, NodeMessage.Numbered _ -> {} // the last has just left
    }
  }

  /** The epoch of a track that is shown, wherever it is published. */
  @Nullable LiveTrack shown(int track) {
    return tracks.get(track);
  }

  List<LiveTrack> from(UUID node) {
    return tracks.values().stream().filter(track -> track.isFrom(node)).toList();
  }

  private List<LiveTrack> fromHere() {
    return tracks.values().stream().filter(LiveTrack::isFromHere).toList();
  }
}
