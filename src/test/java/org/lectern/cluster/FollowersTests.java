package org.lectern.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class FollowersTests {

  private static final Subject SEVEN = new Subject("tracks", 7);
  private static final long SECOND = 1_000_000_000;

  private final Followers followers = new Followers();
  private final UUID node = UUID.randomUUID();

  @Test
  void whoSaysSoFollowsAndIsNewsOnce() {
    assertThat(followers.follows(node, SEVEN, 0)).isTrue();
    assertThat(followers.follows(node, SEVEN, SECOND)).isFalse();
    assertThat(followers.of(SEVEN)).containsExactly(node);
    assertThat(followers.of(new Subject("tracks", 8))).isEmpty();
    assertThat(followers.of(new Subject("hints", 7))).isEmpty();
  }

  @Test
  void whoIsSilentForThreeSecondsIsForgottenAndNewsAgain() {
    followers.follows(node, SEVEN, 0);
    followers.forgetSilent(3 * SECOND);
    assertThat(followers.of(SEVEN)).containsExactly(node);
    followers.forgetSilent(3 * SECOND + 1);
    assertThat(followers.of(SEVEN)).isEmpty();
    assertThat(followers.follows(node, SEVEN, 4 * SECOND)).isTrue();
  }

  @Test
  void whoLeavesIsGoneAtOnceAndOthersStay() {
    UUID other = UUID.randomUUID();
    followers.follows(node, SEVEN, 0);
    followers.follows(other, SEVEN, 0);
    followers.leaves(node, SEVEN);
    assertThat(followers.of(SEVEN)).containsExactly(other);
  }
}
