package org.lectern.cluster;

import java.util.Set;
import java.util.UUID;

/** The processes of Lectern that share one database, as far as this one, which is a node too, knows. */
public interface Nodes {

  /** This node, from its start to its end. */
  UUID me();

  /** Whether there can be no other. */
  boolean isAlone();

  /** Whether no other was here before this one, so that it finds what was left when all had gone. */
  boolean isFirst();

  /** How many others are here, as far as this one knows. */
  int others();

  /** The other nodes, as far as they are not known to be gone. */
  Set<UUID> known();

  /** Nodes that have stopped, or died, within the last hour. One that only seemed so is not among them any more once it is heard again. */
  Set<UUID> gone();

  /**
   * Whether a node has stopped, or died, however long ago. It is asked of the database now, so that one that has only just come is not taken
   * for gone.
   */
  boolean isGone(UUID node);
}
