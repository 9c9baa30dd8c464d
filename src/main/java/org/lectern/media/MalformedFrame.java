package org.lectern.media;

/** The other program broke the wire format: its socket closes with 4400. Never shown to a person. */
class MalformedFrame extends RuntimeException {

  MalformedFrame(String what) {
    super(what, null, false, false);
  }
}
