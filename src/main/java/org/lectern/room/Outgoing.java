package org.lectern.room;

/** One message to readers, encoded and framed once and shared by everyone it goes to. */
sealed interface Outgoing permits TextFrame, MediaBatch {

  /** The whole message with its WebSocket frame around it; never changed. */
  byte[] framed();

  /** Bytes of it. */
  default int size() {
    return framed().length;
  }
}
