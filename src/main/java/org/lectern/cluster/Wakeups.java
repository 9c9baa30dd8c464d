package org.lectern.cluster;

/**
 * Tells other nodes that something has moved on. What it says may be lost, or said once for many times: whoever hears it reads in the
 * database what is there now, and looks from time to time without having been told.
 */
public interface Wakeups {

  /**
   * Tells all other nodes, soon. Never waits.
   *
   * @param number how far it has come; of what is told at nearly the same time, only the furthest arrives
   */
  void tell(String topic, long id, long number);

  /** Hears what other nodes tell about a topic. */
  void listen(String topic, Listener listener);

  /** Is called on the thread that hears, so it must only hand on. */
  interface Listener {

    void told(long id, long number);

    /** Once a second, on a thread of its own: something may have been told that did not arrive. */
    void mayHaveMissed();
  }
}
