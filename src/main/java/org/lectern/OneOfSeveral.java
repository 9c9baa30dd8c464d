package org.lectern;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * What must hold of a node before it touches anything: there is a database to share, and the recordings it has under way are in a folder
 * of its own. Two nodes that kept each other's journals would destroy them.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("lectern.cluster")
class OneOfSeveral {

  private static final String MEDIA = "lectern.media.folder";

  @Bean
  static BeanFactoryPostProcessor beforeAnythingElse(Environment environment) {
    return beans -> {
      if (!environment.containsProperty("spring.datasource.url")) {
        throw new InvalidConfigurationPropertyValueException("lectern.cluster", true, "Several nodes share one PostgreSQL: say which with spring.datasource.url.");
      }
      try {
        beans.registerSingleton("mediaLock", FolderLock.take(Path.of(environment.getRequiredProperty(MEDIA)), MEDIA)); // until the process ends
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    };
  }
}
