package org.lectern.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.apache.tomcat.websocket.server.WsSci;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/**
 * Spring's STOMP with its simple broker on Tomcat, as its documentation sets it up, a program for {@link StompPeer}. Not annotated as a
 * configuration: Lectern's own tests would find it.
 */
@EnableWebSocketMessageBroker
class StompBroker implements WebSocketMessageBrokerConfigurer {

  private static final int LARGEST_MESSAGE = 1 << 16;
  private static final int NOBODY_IS_TOO_SLOW_BYTES = 16 << 20;
  private static final int NOBODY_IS_TOO_SLOW_MILLIS = 60_000;

  public static void main(String... arguments) {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN); // without Boot's set-up it would tell everything
    var context = new AnnotationConfigServletWebServerApplicationContext();
    context.registerBean(TomcatServletWebServerFactory.class, () -> tomcat(Integer.parseInt(arguments[0])));
    context.registerBean(ServletServerContainerFactoryBean.class, StompBroker::container);
    context.registerBean(DispatcherServlet.class);
    context.register(StompBroker.class);
    context.refresh();
  }

  private static TomcatServletWebServerFactory tomcat(int port) {
    TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory(port);
    tomcat.addContextCustomizers(servlets -> servlets.addServletContainerInitializer(new WsSci(), null));
    return tomcat;
  }

  /** A key frame of the screen comes as one message. */
  private static ServletServerContainerFactoryBean container() {
    ServletServerContainerFactoryBean container = new ServletServerContainerFactoryBean();
    container.setMaxBinaryMessageBufferSize(LARGEST_MESSAGE);
    return container;
  }

  @Override
  public void registerStompEndpoints(StompEndpointRegistry endpoints) {
    endpoints.addEndpoint("/", "/pub");
  }

  @Override
  public void configureMessageBroker(MessageBrokerRegistry broker) {
    broker.enableSimpleBroker("/topic");
  }

  @Override
  public void configureWebSocketTransport(WebSocketTransportRegistration transport) {
    transport.setMessageSizeLimit(LARGEST_MESSAGE)
        .setSendBufferSizeLimit(NOBODY_IS_TOO_SLOW_BYTES)
        .setSendTimeLimit(NOBODY_IS_TOO_SLOW_MILLIS);
  }
}
