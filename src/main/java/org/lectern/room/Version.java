package org.lectern.room;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.springframework.stereotype.Component;

/**
 * How this build speaks and folds. The page says it where it was made, and whoever answers its hello says it again: a page of another
 * build goes on where both are the same, and otherwise loads itself anew.
 */
@Component
class Version {

  static final String WIRE = SocketConfiguration.SUBPROTOCOL;
  static final String FOLD = shortened(Slices.FOLD);

  /** For the template of the room. */
  public String wire() {
    return WIRE;
  }

  /** For the template of the room. */
  public String fold() {
    return FOLD;
  }

  static String shortened(String fold) {
    CRC32 sum = new CRC32();
    sum.update(fold.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /** As the wire writes it. */
  record Told(String wire, String fold) {
    static final Told HERE = new Told(WIRE, FOLD);
  }
}
