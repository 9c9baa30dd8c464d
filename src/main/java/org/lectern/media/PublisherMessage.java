package org.lectern.media;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a publisher says in text on {@code lectern.tracks.v1}; documented in {@code src/docs/media.md}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(PublisherMessage.Hello.class),
  @JsonSubTypes.Type(PublisherMessage.Clock.class),
  @JsonSubTypes.Type(PublisherMessage.Beat.class),
  @JsonSubTypes.Type(PublisherMessage.Open.class),
  @JsonSubTypes.Type(PublisherMessage.End.class)
})
sealed interface PublisherMessage {

  /** First. {@code now} is the publisher's Unix clock in microseconds; {@code unfinished} is what it still holds frames of. */
  @JsonTypeName("hello")
  record Hello(long now, @Nullable List<Epoch> unfinished) implements PublisherMessage {}

  /** Its clock again: the quickest of several messages tells the time best. */
  @JsonTypeName("clock")
  record Clock(long now) implements PublisherMessage {}

  /** Each second: it is still there, also when it shows nothing that moves. */
  @JsonTypeName("beat")
  record Beat() implements PublisherMessage {}

  /** Asks for a track, or for its next epoch. {@code ref} comes back in the answer. */
  @JsonTypeName("open")
  record Open(int ref, String kind, String codec, int width, int height, int channels, int frameDuration,
      @Nullable String description) implements PublisherMessage {

    TrackFormat format() {
      byte[] bytes = description == null ? new byte[0] : Base64.getDecoder().decode(description);
      return new TrackFormat(TrackKind.named(kind), codec, width, height, channels, frameDuration, bytes);
    }
  }

  /** Nothing live follows in this epoch. {@code whole}: all its frames were sent; else the rest is filled in later. */
  @JsonTypeName("end")
  record End(int track, int epoch, boolean whole) implements PublisherMessage {}

  /** An epoch of a track. */
  record Epoch(int track, int epoch) {}
}
