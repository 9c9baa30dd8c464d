package org.lectern.cluster;

/** What must not be done by two nodes at once, and for which no row stands that could be locked. */
public interface OneAtATime {

  /** Does it, after waiting for whoever does the same on another node. So it asks first whether it has been done meanwhile. */
  void run(String what, Runnable work);
}
