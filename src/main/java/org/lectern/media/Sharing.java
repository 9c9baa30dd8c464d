package org.lectern.media;

import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Fallback;
import org.springframework.stereotype.Component;

/** How an epoch is taken in so that other nodes can go on with it. Alone, or without a bucket, each node keeps its own. */
interface Sharing {

  /**
   * Makes an epoch this node's own, one that begins or one that another node had.
   *
   * @return empty where each node keeps its own, or when another was quicker
   */
  Optional<Recording> take(MediaIndex.Epoch epoch);

  /** Who begins an epoch here, so that others find what it never got to take; empty where each node keeps its own. */
  default Optional<UUID> node() {
    return Optional.empty();
  }

  /** The bytes of a file that grows, wherever that is; empty where each node keeps its own. */
  Optional<MediaRange.Source> growing(MediaIndex.Epoch epoch);

  /** Each node keeps its own. */
  @Component
  @Fallback
  final class None implements Sharing {
    @Override
    public Optional<Recording> take(MediaIndex.Epoch epoch) {
      return Optional.empty();
    }

    @Override
    public Optional<MediaRange.Source> growing(MediaIndex.Epoch epoch) {
      return Optional.empty();
    }
  }
}
