package org.lectern;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Runs the migrations floor by floor, each module with a history of its own, so that tables live with
 * their module and foreign keys can only point down.
 */
@Configuration(proxyBeanMethods = false)
class ModuleMigrations {

  private static final Logger log = LoggerFactory.getLogger(ModuleMigrations.class);

  /** From the lowest floor up. A module without tables is not named. */
  private static final List<String> MODULES_WITH_TABLES =
      List.of("cluster", "accounts", "courses", "lecture", "bank", "media", "room", "replay", "insight");

  @Bean
  FlywayMigrationStrategy floorByFloor() {
    return template -> {
      int ran = MODULES_WITH_TABLES.stream().mapToInt(module -> migrate(template, module)).sum();
      if (ran > 0) {
        log.info("The database has the tables of this version: {} migrations ran", ran);
      }
    };
  }

  private static int migrate(Flyway template, String module) {
    return Flyway.configure()
        .configuration(template.getConfiguration())
        .dataSource(new Patient(template.getConfiguration().getDataSource()))
        .locations("classpath:db/migration/" + module)
        .table("flyway_" + module)
        .baselineOnMigrate(true) // the schema is not empty once the first module has its tables
        .baselineVersion("0")
        .load()
        .migrate()
        .migrationsExecuted;
  }

  /** A large table may take longer to change than an answer may take while people wait. */
  private static final class Patient extends DelegatingDataSource {

    Patient(DataSource target) {
      super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      connection.setNetworkTimeout(Runnable::run, 0);
      return connection;
    }
  }
}
