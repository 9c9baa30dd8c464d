package org.lectern;

import java.nio.file.Path;

/** Another running Lectern holds this home. */
final class HomeInUseException extends RuntimeException {

  HomeInUseException(Path home) {
    super("Another Lectern is already running on %s. Stop it, or start this one with --lectern.home=<another folder>."
        .formatted(home));
  }
}
