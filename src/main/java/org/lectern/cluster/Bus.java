package org.lectern.cluster;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * Carries to other nodes what is worth nothing a second later: picture, sound, where somebody points. What is sent may be lost, and nobody
 * is told. What arrives comes in the order in which its sender sent it.
 *
 * <p>A node hears of a subject, a topic and a number, once it follows it. Only those who follow are sent anything, so a class that is on
 * one node alone costs nothing.
 */
public interface Bus {

  /** Whether what is sent arrives, if there is anybody. Not any more once that has failed for longer than one would overlook. */
  boolean isThere();

  /** Sends to these nodes, in no case to this one. Never waits. */
  void send(Collection<UUID> nodes, String topic, long id, byte[] message);

  /** Sends to all other nodes that follow. */
  default void say(String topic, long id, byte[] message) {
    send(followers(topic, id), topic, id, message);
  }

  /** Hears what is sent about a topic. */
  void listen(String topic, Listener listener);

  /** Lets other nodes know that something about this is wanted here. */
  void follow(String topic, long id);

  /** Lets them know that it is not any more. They would forget by themselves after some seconds of silence. */
  void leave(String topic, long id);

  /** The other nodes that follow. */
  Set<UUID> followers(String topic, long id);

  /** Is called on the thread that hears, so it must only hand on. */
  @FunctionalInterface
  interface Listener {

    void heard(UUID from, long id, ByteBuffer message);

    /** Another node begins to follow. */
    default void follows(UUID node, long id) {}
  }
}
