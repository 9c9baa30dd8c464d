package org.lectern.media;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lectern.cluster.Bus;
import org.lectern.lecture.LectureId;

/** Brings into a lecture what is published of it on other nodes. Guarded by its lock. */
final class FromOtherNodes {

  private final LectureId lecture;
  private final Bus bus;
  private final LiveLecture live;
  private final Map<UUID, Succession> nodes = new HashMap<>();

  FromOtherNodes(LectureId lecture, Bus bus, LiveLecture live) {
    this.lecture = lecture;
    this.bus = bus;
    this.live = live;
  }

  /** What is known already stays as it is, so viewers see the rest of it, in order, and nothing twice. */
  void begin(UUID node, NodeMessage.Whole whole, long now) {
    nodes.computeIfAbsent(node, _ -> new Succession(now)).begin(whole.number(), now);
    closeAllBut(whole.tracks().stream().map(Track::id).collect(Collectors.toSet()), node);
    whole.tracks().forEach(track -> show(track, node));
    whole.frames().forEach(frame -> pass(frame, node));
    tell(Set.of(node), new NodeMessage.Decodes(live.decodableHere()));
  }

  void goOn(UUID node, NodeMessage.Numbered next, long now) {
    Succession succession = nodes.computeIfAbsent(node, _ -> new Succession(now));
    if (succession.goesOn(next.number(), now)) {
      switch (next) {
        case NodeMessage.Opened(_, Track track) -> show(track, node);
        case NodeMessage.Passed(_, Frame frame) -> pass(frame, node);
        case NodeMessage.Beat _ -> tell(Set.of(node), new NodeMessage.Decodes(live.decodableHere()));
      }
    } else if (succession.asks(now)) {
      tell(Set.of(node), new NodeMessage.Anew());
    }
  }

  /** A publisher may have changed nodes, and the one they left may be the last to say so. */
  private void show(Track track, UUID node) {
    LiveTrack shown = live.shown(track.id().number());
    if (shown == null || shown.track().id().epoch() < track.id().epoch()) {
      live.show(new LiveTrack(track, node));
    }
  }

  private void pass(Frame frame, UUID node) {
    LiveTrack track = live.shown(frame.track());
    if (track == null || !track.isFrom(node) || track.track().id().epoch() != frame.epoch()) {
      return;
    }
    if (frame.kind() == Frame.Kind.END) {
      live.close(track.track().id());
    } else if (track.goesOnWith(frame)) {
      live.pass(frame, track);
    }
  }

  private void closeAllBut(Set<EpochId> on, UUID node) {
    live.from(node).stream().map(track -> track.track().id()).filter(id -> !on.contains(id)).forEach(live::close);
  }

  void tellWhatIsDecodedHere() {
    tell(nodes.keySet(), new NodeMessage.Decodes(live.decodableHere()));
  }

  private void tell(Collection<UUID> whom, NodeMessage message) {
    bus.send(whom, Tracks.TOPIC, lecture.value(), message.bytes());
  }

  /** A node of which nothing is heard is as a publisher who has left. */
  void closeSilent(long now) {
    List<UUID> silent = nodes.keySet().stream().filter(node -> nodes.get(node).isSilent(now)).toList();
    silent.forEach(node -> {
      nodes.remove(node);
      closeAllBut(Set.of(), node);
    });
  }

  /** Nobody watches here any more. */
  void forget() {
    nodes.clear();
  }
}
