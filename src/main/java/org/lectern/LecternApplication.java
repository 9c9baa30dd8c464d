package org.lectern;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lectern: a lecture is an append-only log; live is its end, the recording is the same log read later. */
@SpringBootApplication(
    exclude = { // org.lectern.cluster brings the client of Redis where one is configured; its health is that of the bus
      DataRedisAutoConfiguration.class,
      DataRedisReactiveAutoConfiguration.class,
      DataRedisRepositoriesAutoConfiguration.class,
      DataRedisHealthContributorAutoConfiguration.class,
      DataRedisReactiveHealthContributorAutoConfiguration.class,
      LettuceObservationAutoConfiguration.class
    })
@ConfigurationPropertiesScan
@EnableScheduling
public class LecternApplication {

  public static void main(String[] arguments) throws Exception {
    if (List.of(arguments).equals(List.of("prepare"))) {
      Preparation.run();
      return;
    }
    QuickStart.attempt(arguments);
    SpringApplication lectern = new SpringApplication(LecternApplication.class);
    lectern.setBanner((_, _, out) -> out.print(introduction()));
    lectern.run(arguments);
  }

  private static String introduction() {
    String version = LecternApplication.class.getPackage().getImplementationVersion(); // none outside a jar
    return "Lectern%s starts on Java %s as process %d"
        .formatted(version == null ? "" : " " + version, Runtime.version(), ProcessHandle.current().pid());
  }
}
