package org.lectern.insight.attendance;

/**
 * A cell of the register in a word or two. Public, as everything a cell is made of: a register asks some thousand expressions, and
 * only those of public types are compiled.
 */
public record Word(String text, Tone tone) {

  /** How the word looks. */
  public enum Tone {
    PLAIN,
    /** Something can still be caught up on. */
    MISSING,
    /** Nothing is asked. */
    MUTED
  }
}
