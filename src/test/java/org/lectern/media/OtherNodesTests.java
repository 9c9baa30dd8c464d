package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.UserId;
import org.lectern.cluster.Bus;
import org.lectern.lecture.LectureId;

/** What is published on one node is seen on another as if it were published there, whatever is lost on the way. */
class OtherNodesTests {

  private static final LectureId LECTURE = new LectureId(7);
  private static final TrackFormat CAMERA = new TrackFormat(TrackKind.CAMERA, "avc1.42E01F", 640, 360, 0, 0, new byte[7]);
  private static final TrackFormat MICROPHONE = new TrackFormat(TrackKind.MICROPHONE, "opus", 0, 0, 1, 20_000, new byte[0]);
  private static final long SECOND = 1_000_000_000;

  private final Town town = new Town();
  private final Node one = town.node();
  private final Node two = town.node();
  private final Viewer viewer = new Viewer();
  private Tracks.Tail tail;

  @BeforeEach
  void somebodyWatchesOnTheOther() {
    tail = two.tracks.tail(LECTURE, viewer);
    town.deliver();
  }

  @Test
  void whatIsPublishedOnOneNodeIsSeenOnTheOtherInOrder() {
    one.publish(track(1, 0, CAMERA), key(0), delta(1), delta(2));
    assertThat(viewer.seen).containsExactly("init 1-0", "1-0 0 key", "1-0 1", "1-0 2");
    assertThat(viewer.on).containsExactly("Dr. Amara Osei 1-0 CAMERA");
    one.live().close(new EpochId(LECTURE, 1, 0));
    town.deliver();
    assertThat(viewer.seen).endsWith("end 1-0");
    assertThat(viewer.on).isEmpty();
  }

  @Test
  void nothingIsSentWhereNobodyWatches() {
    Node three = town.node();
    one.publish(track(1, 0, CAMERA), key(0));
    assertThat(town.sentTo(three)).isZero();
    tail.close();
    town.deliver();
    long before = town.sentTo(two);
    one.pass(delta(1), delta(2));
    one.beat(1);
    assertThat(town.sentTo(two)).isEqualTo(before);
  }

  @Test
  void whoComesLateIsSentEverythingSinceTheLastKeyframe() {
    tail.close();
    one.publish(track(1, 0, CAMERA), key(0), delta(1), key(2), delta(3));
    two.tracks.tail(LECTURE, viewer);
    town.deliver();
    one.pass(delta(4));
    assertThat(viewer.seen).containsExactly("init 1-0", "1-0 2 key", "1-0 3", "1-0 4");
  }

  @Test
  void whatIsMissedIsAskedForAndNothingComesTwiceOrOutOfOrder() {
    one.publish(track(1, 0, CAMERA), key(0), delta(1));
    town.loses(2);
    one.pass(delta(2), delta(3));
    one.pass(delta(4), delta(5));
    assertThat(viewer.seen).containsExactly("init 1-0", "1-0 0 key", "1-0 1", "1-0 2", "1-0 3", "1-0 4", "1-0 5");
  }

  @Test
  void aHoleThatNothingFollowsIsNoticedByTheNextBeat() {
    one.publish(track(1, 0, CAMERA), key(0));
    one.publish(track(2, 0, MICROPHONE));
    town.loses(1);
    one.live().close(new EpochId(LECTURE, 1, 0));
    town.deliver();
    assertThat(viewer.seen).doesNotContain("end 1-0");
    one.beat(1);
    assertThat(viewer.seen).endsWith("end 1-0");
  }

  @Test
  void aPictureGoesOnAtTheKeyframeThatWasMissedWithTheRest() {
    one.publish(track(1, 0, CAMERA), key(0), delta(1));
    town.loses(3);
    one.pass(delta(2), key(3), delta(4));
    one.pass(delta(5));
    assertThat(viewer.seen).endsWith("1-0 1", "1-0 3 key", "1-0 4", "1-0 5");
  }

  @Test
  void soundGoesOnAtOnceAfterAHole() {
    one.publish(track(1, 0, MICROPHONE), sound(0));
    town.loses(60);
    for (int i = 1; i <= 60; i++) {
      one.pass(sound(i));
    }
    one.pass(sound(61));
    assertThat(viewer.seen).endsWith("1-0 59 key", "1-0 60 key", "1-0 61 key").doesNotContain("1-0 5 key");
  }

  @Test
  void theQuestionMayBeLostAsWell() {
    one.publish(track(1, 0, CAMERA), key(0));
    town.loses(1);
    one.pass(delta(1));
    town.silenced = two;
    one.pass(delta(2));
    town.silenced = null;
    town.now += SECOND;
    one.pass(delta(3));
    assertThat(viewer.seen).endsWith("1-0 0 key", "1-0 1", "1-0 2", "1-0 3");
  }

  @Test
  void whoPublishesOnAnotherNodeFromNowOnTakesTheirOwnPlaceAtOnce() {
    Node three = town.node();
    one.publish(track(1, 0, CAMERA), key(0));
    three.publish(track(1, 1, CAMERA), key(0));
    one.live().close(new EpochId(LECTURE, 1, 0));
    town.deliver();
    three.pass(delta(1));
    one.beat(1);
    assertThat(viewer.seen).containsExactly("init 1-0", "1-0 0 key", "init 1-1", "1-1 0 key", "1-1 1");
    assertThat(viewer.on).containsExactly("Dr. Amara Osei 1-1 CAMERA");
  }

  @Test
  void aNodeThatSaysAfterwardsWhatItHadDoesNotTakeThePlaceBack() {
    Node three = town.node();
    one.publish(track(1, 0, CAMERA), key(0));
    town.loses(1);
    one.pass(delta(1));
    three.publish(track(1, 1, CAMERA), key(0));
    one.beat(1); // tells the whole, with the epoch that is over
    three.pass(delta(1));
    assertThat(viewer.seen).endsWith("init 1-1", "1-1 0 key", "1-1 1");
  }

  @Test
  void aNodeOfWhichNothingIsHeardKeepsItsLastPictureForFiveSeconds() {
    one.publish(track(1, 0, CAMERA), key(0));
    town.now += 5 * SECOND;
    two.beat(1);
    assertThat(viewer.seen).endsWith("1-0 0 key");
    town.now += SECOND;
    two.beat(1);
    assertThat(viewer.seen).endsWith("end 1-0");
  }

  @Test
  void aNodeThatIsHeardAgainIsSeenAgain() {
    one.publish(track(1, 0, CAMERA), key(0));
    town.now += 6 * SECOND;
    two.beat(1);
    one.pass(delta(1));
    assertThat(viewer.seen).endsWith("end 1-0", "init 1-0", "1-0 0 key", "1-0 1");
  }

  @Test
  void whatEverybodyCanDecodeIsThatOfAllNodes() {
    one.tracks.tail(LECTURE, new Viewer());
    one.tracks.decodable(LECTURE, Set.of("avc1", "vp09"));
    two.tracks.decodable(LECTURE, Set.of("vp09", "av01"));
    one.publish(track(1, 0, CAMERA), key(0));
    assertThat(one.live().decodable()).containsExactly("vp09");

    two.tracks.decodable(LECTURE, Set.of("av01"));
    town.deliver();
    assertThat(one.live().decodable()).as("nothing suits everyone").isEqualTo(Tracks.FAMILIES);

    tail.close();
    town.deliver();
    one.beat(1);
    assertThat(one.live().decodable()).containsExactlyInAnyOrder("avc1", "vp09");
  }

  @Test
  void twoWhoPublishOnOneNodeEachAreSeenOnBoth() {
    Viewer atOne = new Viewer();
    one.tracks.tail(LECTURE, atOne);
    town.deliver();
    one.publish(track(1, 0, CAMERA), key(0));
    two.publish(track(2, 0, MICROPHONE));
    assertThat(viewer.on).containsExactly("Dr. Amara Osei 1-0 CAMERA", "Dr. Amara Osei 2-0 MICROPHONE");
    assertThat(atOne.on).isEqualTo(viewer.on);
    assertThat(atOne.seen).containsExactly("init 1-0", "1-0 0 key", "init 2-0");
  }

  private static Track track(int number, int epoch, TrackFormat format) {
    return new Track(new EpochId(LECTURE, number, epoch), new UserId(3), "Dr. Amara Osei", format, 17, true);
  }

  /** Of whichever track and epoch was opened last on that node. */
  private record Piece(long sequence, boolean isKey) {}

  private static Piece key(long sequence) {
    return new Piece(sequence, true);
  }

  private static Piece delta(long sequence) {
    return new Piece(sequence, false);
  }

  private static Piece sound(long sequence) {
    return new Piece(sequence, true);
  }

  private static final class Viewer implements TrackListener {
    private final List<String> seen = new ArrayList<>();
    private List<String> on = List.of();

    @Override
    public void changed(Catalogue catalogue) {
      on = catalogue.tracks().stream().map(track -> "%s %d-%d %s".formatted(track.name(), track.id().number(), track.id().epoch(), track.kind())).toList();
    }

    @Override
    public void frame(Frame frame) {
      String id = frame.track() + "-" + frame.epoch();
      seen.add(switch (frame.kind()) {
        case INIT -> "init " + id;
        case END -> "end " + id;
        case GAP -> "gap " + id + " " + frame.sequence();
        case MEDIA -> id + " " + frame.sequence() + (frame.isKeyframe() ? " key" : "");
      });
    }
  }

  /** Nodes that hear each other when it is their turn, without a network. */
  private static final class Town {
    private final Map<UUID, Node> nodes = new HashMap<>();
    private final Deque<Runnable> underWay = new ArrayDeque<>();
    private long now;
    private int loses;
    private @Nullable Node silenced;

    Node node() {
      Node node = new Node(this);
      nodes.put(node.me, node);
      return node;
    }

    void deliver() {
      while (!underWay.isEmpty()) {
        underWay.poll().run();
      }
    }

    long sentTo(Node node) {
      deliver();
      return node.messages;
    }

    void loses(int messages) {
      now += SECOND; // since the last question
      loses = messages;
    }
  }

  private static final class Node implements Bus {
    private final UUID me = UUID.randomUUID();
    private final Town town;
    private final Set<Long> followed = new HashSet<>();
    private final Tracks tracks;
    private Listener listener;
    private Track last;
    private long messages;

    Node(Town town) {
      this.town = town;
      this.tracks = new Tracks(this, () -> town.now);
    }

    LiveLecture live() {
      return tracks.live(LECTURE);
    }

    void publish(Track track, Piece... pieces) {
      last = track;
      live().open(new LiveTrack(track));
      town.deliver();
      pass(pieces);
    }

    void pass(Piece... pieces) {
      for (Piece piece : pieces) {
        live().pass(Frame.of(Frame.Kind.MEDIA, last.id().number(), piece.isKey() ? Frame.KEYFRAME : 0, last.id().epoch(), piece.sequence(), piece.sequence() * 20_000, new byte[9]));
      }
      town.deliver();
    }

    void beat(int times) {
      for (int i = 0; i < times; i++) {
        tracks.beat();
        town.deliver();
      }
    }

    @Override
    public boolean isThere() {
      return true;
    }

    @Override
    public void send(Collection<UUID> to, String topic, long id, byte[] message) {
      for (UUID node : List.copyOf(to)) {
        if (town.silenced == this) {
          continue;
        }
        if (town.loses > 0) {
          town.loses--;
        } else {
          Node other = town.nodes.get(node);
          other.messages++;
          town.underWay.add(() -> other.listener.heard(me, id, ByteBuffer.wrap(message)));
        }
      }
    }

    @Override
    public void listen(String topic, Listener hearer) {
      listener = hearer;
    }

    @Override
    public void follow(String topic, long id) {
      followed.add(id);
      town.nodes.values().stream().filter(other -> other != this).forEach(other -> town.underWay.add(() -> other.listener.follows(me, id)));
    }

    @Override
    public void leave(String topic, long id) {
      followed.remove(id);
      town.nodes.values().stream().filter(other -> other != this).forEach(other -> town.underWay.add(() -> other.tracks.beat()));
    }

    @Override
    public Set<UUID> followers(String topic, long id) {
      Set<UUID> followers = new HashSet<>();
      town.nodes.values().stream().filter(other -> other != this && other.followed.contains(id)).forEach(other -> followers.add(other.me));
      return followers;
    }
  }
}
