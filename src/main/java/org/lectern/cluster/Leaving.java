package org.lectern.cluster;

/**
 * This node is about to stop, others are here, and balancers have had time to notice. Whoever holds people's lines moves them elsewhere:
 * the stop waits for each listener, and everything goes on meanwhile.
 */
public record Leaving() {}
