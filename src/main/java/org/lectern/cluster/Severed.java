package org.lectern.cluster;

/**
 * This node reaches nothing any more of what it shares with others, who most likely go on without it. Whoever holds people's lines sends
 * them back to the balancer, because here nothing can be saved.
 */
public record Severed() {}
