package org.lectern.web;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Serves requests on threads of the operating system, whatever else runs on virtual ones.
 *
 * <p>A virtual thread that loads a class from inside our jar holds its carrier while it waits for the jar's lock. Another one
 * may have let go of its carrier while it reads a page's file from the same jar, under that lock. On a machine with two
 * cores two such loaders stop the whole server for good (decision 0007).
 */
@Component
class RequestThreads implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addProtocolHandlerCustomizers(handler -> handler.setExecutor(null)); // Tomcat's own pool
  }

  /** After Spring Boot has asked for virtual ones. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
