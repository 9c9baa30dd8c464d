package org.lectern.media;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
import org.lectern.cluster.Bus;
import org.lectern.lecture.LectureId;

/** What is published of a lecture on this node, for the other nodes on which somebody watches it. Guarded by its lecture's lock. */
final class ToOtherNodes {

  private final LectureId lecture;
  private final Bus bus;
  /** The nodes, and what everyone there can decode. */
  private final Map<UUID, Set<String>> followers = new HashMap<>();
  private long number;

  ToOtherNodes(LectureId lecture, Bus bus) {
    this.lecture = lecture;
    this.bus = bus;
    bus.followers(Tracks.TOPIC, lecture.value()).forEach(node -> followers.put(node, Tracks.FAMILIES));
  }

  void opened(LiveTrack track) {
    tellAll(next -> new NodeMessage.Opened(next, track.track()));
  }

  void passed(Frame frame) {
    tellAll(next -> new NodeMessage.Passed(next, frame));
  }

  void beat() {
    tellAll(NodeMessage.Beat::new);
  }

  private void tellAll(LongFunction<NodeMessage> message) {
    if (!followers.isEmpty()) {
      number = number + 1 & 0xffff_ffffL;
      bus.send(followers.keySet(), Tracks.TOPIC, lecture.value(), message.apply(number).bytes());
    }
  }

  /** @return whether it is news that this node follows */
  boolean add(UUID node) {
    return followers.putIfAbsent(node, Tracks.FAMILIES) == null;
  }

  /** @return whether some have gone */
  boolean keepOnly(Collection<UUID> nodes) {
    return followers.keySet().retainAll(nodes);
  }

  void whole(UUID node, Collection<LiveTrack> tracks) {
    List<Frame> frames = new ArrayList<>();
    tracks.forEach(track -> track.recent().forEach(frames::add));
    NodeMessage whole = new NodeMessage.Whole(number, tracks.stream().map(LiveTrack::track).toList(), frames);
    bus.send(Set.of(node), Tracks.TOPIC, lecture.value(), whole.bytes());
  }

  void decodes(UUID node, Set<String> families) {
    followers.replace(node, families);
  }

  /** What everyone on these nodes can decode, for each node. */
  Collection<Set<String>> decodable() {
    return followers.values();
  }
}
