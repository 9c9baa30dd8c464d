package org.lectern.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Behind a proxy that says {@code X-Forwarded-Proto} Tomcat takes the port that belongs to the scheme, though the browser may have come by
 * another: then pages and sockets would not be of one origin. The browser's own port stands in {@code X-Forwarded-Host} or, where the
 * proxy passes it on, in {@code Host} (RFC 9110, 7.2).
 */
@Component
@ConditionalOnProperty(name = "server.forward-headers-strategy", havingValue = "native")
class ForwardedPort extends ValveBase implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

  ForwardedPort() {
    super(true);
  }

  /** After Spring Boot has added the valve that reads all other headers of proxies: valves are asked in the order they were added. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addEngineValves(this);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    boolean believed = request.getScheme().equals(request.getHeader("X-Forwarded-Proto"));
    if (believed && request.getHeader("X-Forwarded-Port") == null) {
      int port = port(request.getHeader("X-Forwarded-Host"), request.getHeader("Host"));
      if (port > 0) {
        request.getCoyoteRequest().setServerPort(port);
      }
    }
    getNext().invoke(request, response);
  }

  /** @return the first's port or, without a first, the second's; -1 where none is said */
  private static int port(@Nullable String forwardedHost, @Nullable String host) {
    try {
      return URI.create("//" + (forwardedHost == null ? host : forwardedHost.split(",")[0].strip())).getPort();
    } catch (IllegalArgumentException noAddress) {
      return -1;
    }
  }
}
