package org.lectern.room;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.lectern.room.websocket.FramedUpgrade;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.RequestUpgradeStrategy;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SocketConfiguration implements WebSocketConfigurer {

  static final String SUBPROTOCOL = "lectern.v1";

  /** The longest message a client may send, in bytes: a chat message of 4,000 characters and room to spare. */
  private static final int LONGEST_MESSAGE = 32 * 1024;

  private final RoomSocket socket;
  private final Admission.Interceptor admission;

  private final RequestUpgradeStrategy upgrade;

  SocketConfiguration(RoomSocket socket, Admission.Interceptor admission, RequestUpgradeStrategy upgrade) {
    this.socket = socket;
    this.admission = admission;
    this.upgrade = upgrade;
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    DefaultHandshakeHandler handshake = new DefaultHandshakeHandler(upgrade);
    handshake.setSupportedProtocols(SUBPROTOCOL);
    // Origins: Spring's default lets in the same origin only.
    registry
        .addHandler(socket, Admission.Interceptor.PATH)
        .addInterceptors(admission)
        .setHandshakeHandler(handshake);
  }

  @Bean
  static RequestUpgradeStrategy framedUpgrade() {
    return new FramedUpgrade(LONGEST_MESSAGE);
  }

  @Bean
  static ServletServerContainerFactoryBean socketLimits() {
    ServletServerContainerFactoryBean container = new ServletServerContainerFactoryBean();
    container.setMaxTextMessageBufferSize(LONGEST_MESSAGE);
    container.setMaxBinaryMessageBufferSize(LONGEST_MESSAGE);
    return container;
  }

  /**
   * Every browser offers permessage-deflate and Tomcat takes it, which would compress one broadcast anew for
   * each reader: measured at three times the cost. The container has no setting to refuse, so it never sees
   * the offer.
   */
  @Bean
  static FilterRegistrationBean<Filter> noCompressionOnSockets() {
    FilterRegistrationBean<Filter> registration =
        new FilterRegistrationBean<>(
            (request, response, chain) -> chain.doFilter(new WithoutExtensions((HttpServletRequest) request), response));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    registration.setUrlPatterns(List.of("/lectures/*"));
    return registration;
  }

  private static final class WithoutExtensions extends HttpServletRequestWrapper {

    private static final String HEADER = "Sec-WebSocket-Extensions";

    WithoutExtensions(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return HEADER.equalsIgnoreCase(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return HEADER.equalsIgnoreCase(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(
          Collections.list(super.getHeaderNames()).stream().filter(name -> !HEADER.equalsIgnoreCase(name)).toList());
    }
  }
}
