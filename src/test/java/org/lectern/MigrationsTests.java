package org.lectern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While nodes are replaced one after the other, those of the release before go on with the tables of this one. So a migration only adds.
 * What nobody reads or writes any more may be taken away one release later, by a migration that says so in its first line.
 */
class MigrationsTests {

  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  /** From before nodes of two releases ran side by side. */
  private static final Set<String> EARLIER =
      Set.of(
          "accounts/V1", "accounts/V2", "accounts/V3", "accounts/V4", "accounts/V5", "cluster/V1", "courses/V1", "insight/V1", "insight/V2",
          "lecture/V1", "lecture/V2", "lecture/V3", "lecture/V4", "lecture/V5", "media/V1", "replay/V1");

  private static final String UNUSED_BEFORE = "-- the release before does not use it any more";

  /** What a node of the release before could stumble over. */
  private static final List<Pattern> TAKES_AWAY =
      Stream.of(
              "\\bdrop\\b",
              "\\brename\\b",
              "\\btruncate\\b",
              "\\balter\\s+(column\\s+)?\\w+\\s+(set\\s+data\\s+)?type\\b",
              "\\bset\\s+not\\s+null\\b",
              "\\badd\\s+column\\s+(if\\s+not\\s+exists\\s+)?\\w+\\s+(?![^,;]*\\bdefault\\b)[^,;]*\\bnot\\s+null\\b",
              "\\badd\\s+(constraint\\s+\\w+\\s+)?(check|unique|foreign|primary)\\b")
          .map(Pattern::compile)
          .toList();

  static Stream<Path> sinceThen() throws IOException {
    try (Stream<Path> files = Files.walk(MIGRATIONS)) {
      return files.filter(file -> file.toString().endsWith(".sql")).filter(file -> !EARLIER.contains(name(file))).sorted().toList().stream();
    }
  }

  private static String name(Path migration) {
    return migration.getParent().getFileName() + "/" + migration.getFileName().toString().replaceFirst("__.*", "");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sinceThen")
  void aNodeOfTheReleaseBeforeGoesOnWithWhatAMigrationLeaves(Path migration) throws IOException {
    assertThat(refused(Files.readString(migration))).as("%s takes something away that a node of the release before may use", migration).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "alter table users drop column zone;", "DROP TABLE call;", "alter table node rename to nodes;", "alter table users alter column name type text;",
      "alter table users alter name set data type text;", "alter table users alter column name set not null;",
      "alter table users add column nick text not null;", "alter table users add constraint one_nick unique (nick);", "truncate call;"})
  void whatTakesAwayIsRefused(String migration) {
    assertThat(refused(migration)).isTrue();
    assertThat(refused(UNUSED_BEFORE + "\n" + migration)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "create table nick (user_id bigint primary key references users, nick text not null);", "alter table users add column nick text;",
      "alter table users add column nicks int not null default 0;", "create index on users (name);", "-- nobody may drop this\nselect 1;"})
  void whatAddsIsNot(String migration) {
    assertThat(refused(migration)).isFalse();
  }

  @Test
  void theListOfEarlierOnesIsOfFilesThatAreThere() throws IOException {
    try (Stream<Path> files = Files.walk(MIGRATIONS)) {
      assertThat(files.filter(file -> file.toString().endsWith(".sql")).map(MigrationsTests::name)).containsAll(EARLIER);
    }
  }

  private static boolean refused(String migration) {
    String said = migration.replaceAll("--[^\\n]*", "").toLowerCase(Locale.ROOT);
    return !migration.startsWith(UNUSED_BEFORE) && TAKES_AWAY.stream().anyMatch(pattern -> pattern.matcher(said).find());
  }
}
