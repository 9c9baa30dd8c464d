package org.lectern.bank;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A text that came as a file or was pasted.
 *
 * @param guessed whether it was not what it should be, and has been read as what old programs of the West write
 */
record Pasted(String text, boolean guessed) {

  private static final Charset OLD = Charset.forName("windows-1252");

  static Pasted of(byte[] bytes) {
    if (bytes.length > 1 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe || bytes.length > 1 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
      return new Pasted(seen(new String(bytes, StandardCharsets.UTF_16)), false);
    }
    try {
      return new Pasted(seen(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()), false);
    } catch (CharacterCodingException otherwise) {
      return new Pasted(seen(new String(bytes, OLD)), true);
    }
  }

  /** No text has this character, and no database keeps it. */
  private static String seen(String text) {
    return text.replace("\u0000", "");
  }
}
