package org.lectern;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL under {@code lectern.home}, started when no {@code spring.datasource.url} names
 * another. It keeps what it is given: fsync is on, and a kill of this process or of the database at any
 * moment is followed by an ordinary start.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "spring.datasource.url", havingValue = "\0none", matchIfMissing = true) // when absent
@ConditionalOnProperty(name = "lectern.database.embedded", havingValue = "true", matchIfMissing = true)
class EmbeddedDatabase {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

  /** Data folders of different major versions cannot be read by each other. */
  private static final String MAJOR_VERSION = "18";

  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  /** Held for as long as we run, so that a second instance never takes our database for an orphan. */
  @Bean(destroyMethod = "close")
  FileChannel homeLock(LecternSettings settings) throws IOException {
    return FolderLock.take(settings.home(), "lectern.home");
  }

  @Bean(destroyMethod = "close")
  EmbeddedPostgres embeddedPostgres(FileChannel homeLock, LecternSettings settings) throws IOException {
    Path folder = settings.home().resolve("postgres");
    if (!Files.exists(folder)) {
      // The unpacked programs are world-writable and the server trusts loopback: nobody else may look in.
      Files.createDirectory(folder);
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    }
    Path data = data(settings);
    if (!Files.exists(data)) {
      log.info("First start in {}: PostgreSQL makes its database", settings.home());
      bringPrograms(folder);
    }
    OrphanedPostgres.stop(data);
    EmbeddedPostgres postgres = start(folder, data);
    log.info("PostgreSQL runs on port {}. Its data is in {}, what it says in {}", postgres.getPort(), data, log(folder).getFileName());
    return postgres;
  }

  /** Unpacking takes some seconds, copying what an earlier start unpacked does not. */
  private static void bringPrograms(Path folder) throws IOException {
    Path prepared = Preparation.programs();
    Path programs = folder.resolve("bin");
    if (Files.isReadable(prepared) && !Files.exists(programs)) {
      Path underWay = folder.resolve("bin.part");
      FileSystemUtils.deleteRecursively(underWay);
      FileSystemUtils.copyRecursively(prepared, underWay);
      Files.move(underWay, programs);
    }
  }

  private static EmbeddedPostgres start(Path folder, Path data) throws IOException {
    ProcessBuilder.Redirect said = ProcessBuilder.Redirect.appendTo(log(folder).toFile());
    try {
      return builder(folder, data).setOutputRedirector(said).setErrorRedirector(said).start();
    } catch (IOException | IllegalStateException failure) {
      throw new DatabaseStartException(log(folder), failure);
    }
  }

  private static EmbeddedPostgres.Builder builder(Path folder, Path data) {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(folder.resolve("bin").toFile())
        .setDataDirectory(data.toFile())
        .setCleanDataDirectory(false)
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("fsync", "on") // the library's default is off
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("max_connections", "100")
        .setServerConfig("log_checkpoints", "off") // its file is to hold what somebody should know,
        .setServerConfig("log_error_verbosity", "terse") // and nothing of what people wrote
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setLocaleConfig("locale", "C")
        .setRegisterShutdownHook(false) // Spring closes the pool first, then this bean
        .setPGStartupWait(LONGEST_START);
  }

  /** Closed before the database is. */
  @Bean(destroyMethod = "close")
  DatabaseSupervisor databaseSupervisor(EmbeddedPostgres postgres, LecternSettings settings) throws IOException {
    Path data = data(settings);
    return DatabaseSupervisor.of(data, log(data.getParent()));
  }

  private static Path log(Path folder) {
    return folder.resolve("postgresql.log");
  }

  private static Path data(LecternSettings settings) {
    return settings.home().resolve("postgres").resolve(MAJOR_VERSION);
  }

  @Bean
  JdbcConnectionDetails embeddedConnectionDetails(EmbeddedPostgres postgres) {
    return new JdbcConnectionDetails() {
      @Override
      public String getJdbcUrl() {
        return postgres.getJdbcUrl("postgres", "postgres");
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
}
