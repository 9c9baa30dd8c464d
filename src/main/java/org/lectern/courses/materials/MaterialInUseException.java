package org.lectern.courses.materials;

/** A lecture shows this file, and its recording will; it stays. */
public class MaterialInUseException extends RuntimeException {

  MaterialInUseException() {
    super("a lecture shows this file");
  }
}
