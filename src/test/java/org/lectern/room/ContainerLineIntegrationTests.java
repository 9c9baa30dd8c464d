package org.lectern.room;

import org.junit.jupiter.api.Nested;
import org.lectern.support.LecternTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.web.socket.server.RequestUpgradeStrategy;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;

/** The room over the container's own WebSocket, as where Tomcat does TLS: everything is as it is over ours. */
class ContainerLineIntegrationTests {

  @Nested
  @LecternTest
  @Import(ContainersOwn.class)
  class Saying extends SayingIntegrationTests {}

  @Nested
  @LecternTest
  @Import(ContainersOwn.class)
  class WhoMay extends WhoMayIntegrationTests {}

  @Nested
  @LecternTest
  @Import(ContainersOwn.class)
  class Rudeness extends RudenessIntegrationTests {}

  @Nested
  @LecternTest
  @Import(ContainersOwn.class)
  class Teaching extends TeachingIntegrationTests {}

  @TestConfiguration(proxyBeanMethods = false)
  static class ContainersOwn {
    @Bean
    @Primary
    RequestUpgradeStrategy containersOwn() {
      return new StandardWebSocketUpgradeStrategy();
    }
  }
}
