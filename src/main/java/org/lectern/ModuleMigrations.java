package org.lectern;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Runs the migrations floor by floor, each module with a history of its own, so that tables live with
 * their module and foreign keys can only point down.
 */
@Configuration(proxyBeanMethods = false)
class ModuleMigrations {

  /** From the lowest floor up. A module without tables is not named. */
  private static final List<String> MODULES_WITH_TABLES =
      List.of("accounts", "courses", "lecture", "media", "replay", "insight");

  @Bean
  FlywayMigrationStrategy floorByFloor() {
    return template -> MODULES_WITH_TABLES.forEach(module -> migrate(template, module));
  }

  private static void migrate(Flyway template, String module) {
    Flyway.configure()
        .configuration(template.getConfiguration())
        .locations("classpath:db/migration/" + module)
        .table("flyway_" + module)
        .baselineOnMigrate(true) // the schema is not empty once the first module has its tables
        .baselineVersion("0")
        .load()
        .migrate();
  }
}
