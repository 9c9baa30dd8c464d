package org.lectern.room;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.event.Audience;

/**
 * A state as snapshots carry it. What each audience was told is encoded once, however many people come at this moment, and put together
 * for each of them.
 *
 * <p>Not thread-safe: it belongs to the thread that sends.
 */
final class EncodedState {

  private static final byte[] SIDES = ",\"sides\":{".getBytes(StandardCharsets.US_ASCII);

  private final State state;
  private final Wire wire;
  private final Map<Audience, byte[]> sides = new HashMap<>();
  private byte @Nullable [] everyones;

  EncodedState(State state, Wire wire) {
    this.state = state;
    this.wire = wire;
  }

  State state() {
    return state;
  }

  /** The state of somebody who is in some of the audiences. */
  byte[] seenBy(Predicate<Audience> isIn) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    byte[] everyone = everyones();
    json.write(everyone, 0, everyone.length - 1); // without its closing brace
    json.writeBytes(SIDES);
    boolean first = true;
    for (Audience audience : state.sides().keySet()) {
      if (isIn.test(audience) && !state.side(audience).told().isEmpty()) {
        json.writeBytes(((first ? "" : ",") + '"' + audience.key() + "\":").getBytes(StandardCharsets.US_ASCII));
        json.writeBytes(side(audience));
        first = false;
      }
    }
    json.writeBytes(new byte[] {'}', '}'});
    return json.toByteArray();
  }

  /** What one audience was told. */
  byte[] side(Audience audience) {
    return sides.computeIfAbsent(audience, any -> wire.side(state.side(any).told()));
  }

  private byte[] everyones() {
    if (everyones == null) {
      everyones = wire.side(state.side(Audience.EVERYONE).all());
    }
    return everyones;
  }
}
