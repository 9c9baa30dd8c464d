package org.lectern.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A real PostgreSQL with an empty database for each application context: a container where Docker is, else embedded. */
@TestConfiguration(proxyBeanMethods = false)
@Import({PostgreSQL.InContainer.class, PostgreSQL.Embedded.class})
public class PostgreSQL {

  /** Testcontainers' own probe is slow and loud where there is no Docker, so look first. */
  private static boolean dockerIsPresent() {
    return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
  }

  static class WhereDockerIs extends PresenceOfDocker {
    WhereDockerIs() {
      super(true);
    }
  }

  static class WhereDockerIsNot extends PresenceOfDocker {
    WhereDockerIsNot() {
      super(false);
    }
  }

  abstract static class PresenceOfDocker implements Condition {
    private final boolean wanted;

    PresenceOfDocker(boolean wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return dockerIsPresent() == wanted;
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  @Conditional(WhereDockerIs.class)
  static class InContainer {
    @Bean
    @ServiceConnection
    PostgreSQLContainer postgres() {
      return new PostgreSQLContainer("postgres:18-alpine");
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  @Conditional(WhereDockerIsNot.class)
  static class Embedded {
    private static final AtomicInteger databases = new AtomicInteger();

    @Bean
    JdbcConnectionDetails testDatabase() throws SQLException {
      String name = "test_" + databases.incrementAndGet();
      try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      }
      return new JdbcConnectionDetails() {
        @Override
        public String getJdbcUrl() {
          return Server.INSTANCE.getJdbcUrl("postgres", name);
        }

        @Override
        public String getUsername() {
          return "postgres";
        }

        @Override
        public String getPassword() {
          return "";
        }
      };
    }

    /** One server for the whole test run, stopped with the JVM. */
    private static final class Server {
      static final EmbeddedPostgres INSTANCE = start();

      private static EmbeddedPostgres start() {
        try {
          return EmbeddedPostgres.builder()
              .setPGStartupWait(Duration.ofSeconds(60))
              .setServerConfig("max_connections", "300")
              .start();
        } catch (IOException failure) {
          throw new java.io.UncheckedIOException(failure);
        }
      }
    }
  }
}
