package org.lectern.media;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lectern.cluster.Bus;
import org.lectern.lecture.LectureId;

/** The open tracks of one lecture, wherever they are published, who publishes here and who follows here. */
final class LiveLecture {

  private final LectureId lecture;
  private final Bus bus;
  private final Map<Integer, LiveTrack> tracks = new TreeMap<>(); // guarded by this
  private final List<TrackListener> listeners = new CopyOnWriteArrayList<>();
  private final Set<Publication> publications = new CopyOnWriteArraySet<>();
  private final ToOtherNodes toOtherNodes; // guarded by this
  private final Map<UUID, Succession> fromOtherNodes = new HashMap<>(); // guarded by this
  private Set<String> decodableHere = Tracks.FAMILIES; // guarded by this
  private volatile Set<String> decodable = Tracks.FAMILIES;

  LiveLecture(LectureId lecture, Bus bus) {
    this.lecture = lecture;
    this.bus = bus;
    this.toOtherNodes = new ToOtherNodes(lecture, bus);
  }

  /** Opens a track that is published here, in place of an earlier epoch of it. */
  synchronized void open(LiveTrack track) {
    show(track);
    toOtherNodes.opened(track);
  }

  private void show(LiveTrack track) {
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

  private void pass(Frame frame, LiveTrack track) {
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
      fromOtherNodes.clear();
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
    tellWhatIsDecodedHere(fromOtherNodes.keySet());
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

  private void tellWhatIsDecodedHere(Collection<UUID> nodes) {
    bus.send(nodes, Tracks.TOPIC, lecture.value(), new NodeMessage.Decodes(decodableHere).bytes());
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
    List<UUID> silent = fromOtherNodes.keySet().stream().filter(node -> fromOtherNodes.get(node).isSilent(now)).toList();
    silent.forEach(node -> {
      fromOtherNodes.remove(node);
      closeAllBut(Set.of(), node);
    });
  }

  synchronized void hear(UUID node, NodeMessage message, long now) {
    switch (message) {
      case NodeMessage.Anew _ -> toOtherNodes.whole(node, fromHere());
      case NodeMessage.Decodes(Set<String> families) -> {
        toOtherNodes.decodes(node, families);
        settleWhatAllDecode();
      }
      case NodeMessage.Whole whole when isWatched() -> begin(node, whole, now);
      case NodeMessage.Numbered next when isWatched() -> goOn(node, next, now);
      case NodeMessage.Whole _, NodeMessage.Numbered _ -> {} // the last has just left
    }
  }

  /** What is known already stays as it is, so viewers see the rest of it, in order, and nothing twice. */
  private void begin(UUID node, NodeMessage.Whole whole, long now) {
    fromOtherNodes.computeIfAbsent(node, _ -> new Succession(now)).begin(whole.number(), now);
    closeAllBut(whole.tracks().stream().map(Track::id).collect(Collectors.toSet()), node);
    whole.tracks().forEach(track -> show(track, node));
    whole.frames().forEach(frame -> pass(frame, node));
    tellWhatIsDecodedHere(Set.of(node));
  }

  private void goOn(UUID node, NodeMessage.Numbered next, long now) {
    Succession succession = fromOtherNodes.computeIfAbsent(node, _ -> new Succession(now));
    if (succession.goesOn(next.number(), now)) {
      switch (next) {
        case NodeMessage.Opened(_, Track track) -> show(track, node);
        case NodeMessage.Passed(_, Frame frame) -> pass(frame, node);
        case NodeMessage.Beat _ -> tellWhatIsDecodedHere(Set.of(node));
      }
    } else if (succession.asks(now)) {
      bus.send(Set.of(node), Tracks.TOPIC, lecture.value(), new NodeMessage.Anew().bytes());
    }
  }

  /** A publisher may have changed nodes, and the one they left may be the last to say so. */
  private void show(Track track, UUID node) {
    LiveTrack shown = tracks.get(track.id().number());
    if (shown == null || shown.track().id().epoch() < track.id().epoch()) {
      show(new LiveTrack(track, node));
    }
  }

  private void pass(Frame frame, UUID node) {
    LiveTrack track = tracks.get(frame.track());
    if (track == null || !track.isFrom(node) || track.track().id().epoch() != frame.epoch()) {
      return;
    }
    if (frame.kind() == Frame.Kind.END) {
      close(track.track().id());
    } else if (track.has(frame)) {
      return;
    } else if (!track.track().kind().isPicture() || !track.lacksBefore(frame)) {
      pass(frame, track);
    } else if (frame.isKeyframe()) {
      listeners.forEach(listener -> listener.frame(Frame.gapBefore(frame)));
      pass(frame, track);
    }
  }

  private void closeAllBut(Set<EpochId> on, UUID node) {
    List<EpochId> over = tracks.values().stream().filter(track -> track.isFrom(node)).map(track -> track.track().id()).filter(id -> !on.contains(id)).toList();
    over.forEach(this::close);
  }

  private List<LiveTrack> fromHere() {
    return tracks.values().stream().filter(LiveTrack::isFromHere).toList();
  }
}
