package org.lectern.room;

import org.lectern.support.LecternTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.web.socket.server.RequestUpgradeStrategy;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;

/** The room over the container's own WebSocket, as where Tomcat does TLS: everything is as it is over ours. */
@LecternTest
@Import(ContainerLineIntegrationTests.ContainersOwn.class)
class ContainerLineIntegrationTests extends RoomIntegrationTests {

  @TestConfiguration(proxyBeanMethods = false)
  static class ContainersOwn {
    @Bean
    @Primary
    RequestUpgradeStrategy containersOwn() {
      return new StandardWebSocketUpgradeStrategy();
    }
  }
}
