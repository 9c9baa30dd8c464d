package org.lectern.media;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps finished files in a bucket. A file is put into the folder first, so that a recording never waits for the bucket, and from there
 * into the bucket; then it stays as a copy for as long as there is room. Whoever looks at what is not here any more gets it from there.
 */
@Component("bucketHealthIndicator")
@Primary
@ConditionalOnProperty("lectern.media.s3.bucket")
class BucketStore implements MediaStore, HealthIndicator {

  /** More than these do not wait for a slow bucket: the threads they would hold are needed by others. */
  private static final int MOST_WAITING = 100;

  private final FolderStore folder;
  private final BucketSettings settings;
  private final Outage outage = new Outage(System::nanoTime);
  private final Bucket bucket;
  private final BucketCache cache;
  private final BucketUploads uploads;
  private final Semaphore places = new Semaphore(MOST_WAITING);

  BucketStore(FolderStore folder, MediaSettings media, BucketSettings settings, MediaIndex index, MeterRegistry meters, Clock clock) {
    this.folder = folder;
    this.settings = settings;
    this.bucket = new Bucket(settings, outage);
    this.cache = new BucketCache(bucket, outage, media, settings.cache().toBytes(), clock);
    this.uploads = new BucketUploads(bucket, outage, cache, media, index);
    bucket.look();
    uploads.start();
    measure(meters);
  }

  private void measure(MeterRegistry meters) {
    Gauge.builder("lectern.media.bucket.waiting", uploads, BucketUploads::waiting)
        .description("Files of recordings that are on this machine alone").register(meters);
    Gauge.builder("lectern.media.bucket.cache", cache, BucketCache::bytes)
        .baseUnit("bytes").description("Copies of what is in the bucket").register(meters);
    FunctionCounter.builder("lectern.media.bucket.failures", outage, Outage::failures)
        .description("Questions that the bucket did not answer, or refused").register(meters);
  }

  Bucket bucket() {
    return bucket;
  }

  /** Whether it is of no use to ask the bucket for anything at the moment. */
  boolean isAway() {
    return !outage.left().isZero();
  }

  /** What should be in the bucket and is not; it is told to whoever waits for it, and may be there when they ask again. */
  BucketAwayException lacks(String what) {
    return outage.slow("The %s lacks %s".formatted(settings, what));
  }

  /** Puts a file there before anybody says that it is sealed. One that is there already was put before something kept us from saying so. */
  void keep(EpochId track, Path file, MediaIndex.Sealed sealed) throws IOException {
    if (bucket.find(track).isEmpty()) {
      bucket.put(track, file, sealed);
    }
    if (bucket.find(track).filter(there -> there.is(sealed)).isEmpty()) {
      throw new IOException("%s is not in the bucket as it was put there, or has another file in its place".formatted(track));
    }
  }

  /** Takes over a file that is in the bucket, as a copy. */
  void keepCopy(EpochId track, Path file) throws IOException {
    cache.take(track, file);
  }

  @Override
  public void put(EpochId track, Path file) {
    folder.put(track, file);
    uploads.add(track);
  }

  @Override
  public Optional<Path> find(EpochId track) {
    return folder.find(track).or(() -> cache.find(track));
  }

  @Override
  public Optional<Path> fetch(EpochId track, MediaIndex.Sealed sealed, long from, long to) {
    if (!places.tryAcquire()) {
      throw outage.slow("%d wait for the bucket; others are told to ask again".formatted(MOST_WAITING));
    }
    try {
      return find(track).or(() -> coming(track, sealed).map(fetch -> fetch.await(from, to))).or(() -> find(track));
    } finally {
      places.release();
    }
  }

  private Optional<BucketFetch> coming(EpochId track, MediaIndex.Sealed sealed) {
    try {
      return cache.coming(track, sealed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Scheduled(fixedDelay = 5_000)
  void makeRoom() {
    cache.makeRoom();
  }

  /** The database alone decides whether this node can serve; a bucket that is away takes old replays from it and nothing else. */
  @Override
  public Health health() {
    Health.Builder health = outage.now()
        .map(now -> Health.down().withDetail("number", now.number()).withDetail("why", now.why()))
        .orElseGet(Health::up);
    return health
        .withDetail("bucket", settings.bucket())
        .withDetail("waiting", uploads.waiting())
        .withDetail("setAside", uploads.setAside().stream().map(EpochId::toString).sorted().toList())
        .withDetail("cacheBytes", cache.bytes())
        .build();
  }

  @PreDestroy
  void close() throws InterruptedException {
    outage.end();
    uploads.close();
    cache.close();
    bucket.close();
  }
}
