package org.lectern.cluster;

import java.util.function.LongConsumer;

/**
 * What all other nodes must do, because it concerns lines and things in memory that each has for itself: close somebody's sockets, forget
 * a name. Unlike a wake-up a call is kept until everybody has had time to hear it.
 */
public interface Calls {

  /** Calls all other nodes, together with what the transaction under way changes; at once where there is none. */
  void say(String what, long whom);

  /** Hears such calls, seldom twice and not in order. */
  void hear(String what, LongConsumer listener);
}
