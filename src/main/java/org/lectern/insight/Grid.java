package org.lectern.insight;

import java.util.List;

/** A table as it is taken away in a file: the same columns and rows as on the screen. */
public record Grid(String name, List<String> header, List<List<Cell>> rows) {

  /** What stands in one place of it. */
  public sealed interface Cell {}

  /** What somebody wrote, or Lectern says. */
  public record Words(String text) implements Cell {}

  public record Amount(double value) implements Cell {}

  /** From 0 to 1, told in percent. */
  public record Share(double value) implements Cell {}

  public static final Cell NOTHING = new Words("");
}
