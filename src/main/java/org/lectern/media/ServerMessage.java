package org.lectern.media;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Collection;
import java.util.List;

/** What a publisher is told in text on {@code lectern.tracks.v1}; documented in {@code src/docs/media.md}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
sealed interface ServerMessage {

  /** Answers {@code hello}; comes again when there is room again. {@code due}: the next frame of each epoch, -1 where nothing more is taken. */
  @JsonTypeName("welcome")
  record Welcome(Collection<String> codecs, List<Due> due) implements ServerMessage {}

  record Due(int track, int epoch, long next) {}

  /** {@code kept} false: seen live only, nothing will be acknowledged. */
  @JsonTypeName("opened")
  record Opened(int ref, int track, int epoch, boolean kept) implements ServerMessage {}

  /** The person may not publish, or not this. The message is for them to read. */
  @JsonTypeName("refused")
  record Refused(int ref, String message) implements ServerMessage {}

  /** Nothing up to this frame can be lost any more. */
  @JsonTypeName("ack")
  record Ack(int track, int epoch, long frame) implements ServerMessage {}

  /** There is no room to keep what comes. It is shown all the same. Another welcome follows when there is room. The message is for the person. */
  @JsonTypeName("unkept")
  record Unkept(String message) implements ServerMessage {}

  /** Families that everyone present can decode. */
  @JsonTypeName("codecs")
  record Codecs(Collection<String> codecs) implements ServerMessage {}

  /** Each second: the line still carries something. */
  @JsonTypeName("beat")
  record Beat() implements ServerMessage {}

  /** This node is about to stop: open a line to another, and then let go of this one. */
  @JsonTypeName("move")
  record Move() implements ServerMessage {}

  /** The lecture began: open everything again, from now on it is kept. */
  @JsonTypeName("reopen")
  record Reopen() implements ServerMessage {}
}
