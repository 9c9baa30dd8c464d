package org.lectern.media;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.lectern.cluster.Nodes;
import org.lectern.lecture.Lectures;
import org.lectern.support.Line;
import org.lectern.support.S3Server;
import org.springframework.util.unit.DataSize;

/** One of several nodes that take media in: the parts of this module that make one, with a folder and a line to the bucket of its own. */
final class MediaNode implements Nodes, AutoCloseable {

  private static final Set<UUID> GONE = ConcurrentHashMap.newKeySet();

  final Line line;
  final MediaSettings settings;
  final BucketStore store;
  final BucketSharing sharing;
  final Recordings recordings;
  final SharedRecordings shared;
  private final UUID me = UUID.randomUUID();

  MediaNode(Path folder, String bucket, MediaIndex index, Lectures lectures, Clock clock) throws IOException {
    line = new Line(S3Server.port());
    settings = new MediaSettings(folder, Duration.ofMinutes(10), DataSize.ofMegabytes(1));
    BucketSettings there = new BucketSettings(
        bucket, URI.create("http://127.0.0.1:" + line.port()), "us-east-1", S3Server.ACCESS_KEY, S3Server.SECRET_KEY, true, DataSize.ofGigabytes(1));
    store = new BucketStore(new FolderStore(settings), settings, there, index, new SimpleMeterRegistry(), clock);
    sharing = new BucketSharing(index, settings, store, this, clock);
    recordings = new Recordings(index, store, sharing, settings, lectures, clock, this);
    shared = new SharedRecordings(recordings, sharing, store, index, settings, this, new SimpleMeterRegistry());
  }

  /** What a second of it comes to. */
  void second() {
    recordings.keepAll();
    shared.send();
  }

  /** As {@code kill -9} does: nothing more is done, and after a while the others know. */
  void dies() {
    GONE.add(me);
  }

  @Override
  public UUID me() {
    return me;
  }

  @Override
  public boolean isAlone() {
    return false;
  }

  @Override
  public boolean isFirst() {
    return false;
  }

  @Override
  public int others() {
    return 0;
  }

  @Override
  public Set<UUID> known() {
    return Set.of();
  }

  @Override
  public Set<UUID> gone() {
    return GONE;
  }

  @Override
  public boolean isGone(UUID node) {
    return GONE.contains(node);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    store.close();
    line.close();
  }
}
