package org.lectern;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

/** A node that would do harm among others does not start. */
class OneOfSeveralTests {

  @TempDir Path home;

  @Test
  void withoutADatabaseToShareItSaysWhatIsMissing() {
    assertThatThrownBy(() -> start(new MockEnvironment()))
        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
        .hasMessageContaining("lectern.cluster");
  }

  @Test
  void onAnotherNodesRecordingsItSaysWhichFolderIsTaken() {
    start(withMedia("one"));
    assertThatCode(() -> start(withMedia("two"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> start(withMedia("one")))
        .isInstanceOf(HomeInUseException.class)
        .hasMessageContaining(home.resolve("one").toString())
        .hasMessageContaining("--lectern.media.folder=");
  }

  private MockEnvironment withMedia(String folder) {
    return new MockEnvironment()
        .withProperty("spring.datasource.url", "jdbc:postgresql://db/lectern")
        .withProperty("lectern.media.folder", home.resolve(folder).toString());
  }

  private static void start(MockEnvironment environment) {
    OneOfSeveral.beforeAnythingElse(environment).postProcessBeanFactory(new DefaultListableBeanFactory());
  }
}
