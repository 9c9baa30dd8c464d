package org.lectern;

import java.nio.file.Path;

/** Another running Lectern holds this home, or this folder of recordings. */
final class HomeInUseException extends RuntimeException {

  HomeInUseException(Path folder, String setting) {
    super("Another Lectern is already running on %s. Stop it, or start this one with --%s=<another folder>."
        .formatted(folder, setting));
  }
}
