package org.lectern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lectern.support.RunningServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where a lesson is held: at one server, or at several with a balancer before them. */
interface Site {

  /** Where people come in. */
  int port();

  String jdbcUrl();

  JdbcClient database();

  /** A finished file of a recording, as whoever has this cookie is given it. */
  byte[] recording(long lecture, int track, int epoch, String cookie);

  /** @param media where it keeps its recordings */
  static Site of(RunningServer server, Path media) {
    return new Site() {
      @Override
      public int port() {
        return server.port();
      }

      @Override
      public String jdbcUrl() {
        return server.jdbcUrl();
      }

      @Override
      public JdbcClient database() {
        return server.database();
      }

      @Override
      public byte[] recording(long lecture, int track, int epoch, String cookie) {
        try {
          return Files.readAllBytes(media.resolve("finished/%d/%d-%d.mp4".formatted(lecture, track, epoch)));
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }
    };
  }
}
