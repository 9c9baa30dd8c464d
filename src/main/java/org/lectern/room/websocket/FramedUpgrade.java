package org.lectern.room.websocket;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;

/**
 * The last step of Spring's handshake, after session, origin and admission: hands the socket to a {@link FramedSocket}. No extension is
 * agreed to, compression least of all. Where Tomcat itself does TLS the container's own WebSocket is used.
 */
public final class FramedUpgrade implements RequestUpgradeStrategy, AutoCloseable {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String TLS = "jakarta.servlet.request.cipher_suite";

  private final int longestMessage;
  private final ReadLoop loop = new ReadLoop();
  private final RequestUpgradeStrategy container = new StandardWebSocketUpgradeStrategy();

  /** @param longestMessage that a client may send, in bytes */
  public FramedUpgrade(int longestMessage) {
    this.longestMessage = longestMessage;
  }

  @Override
  public String[] getSupportedVersions() {
    return new String[] {"13"};
  }

  @Override
  public List<WebSocketExtension> getSupportedExtensions(ServerHttpRequest request) {
    return List.of();
  }

  @Override
  public void upgrade(ServerHttpRequest request, ServerHttpResponse response, @Nullable String protocol, List<WebSocketExtension> extensions,
      @Nullable Principal user, WebSocketHandler handler, Map<String, Object> attributes) throws HandshakeFailureException {
    HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
    if (servletRequest.getAttribute(TLS) != null) {
      container.upgrade(request, response, protocol, extensions, user, handler, attributes);
      return;
    }
    HttpServletResponse servletResponse = ((ServletServerHttpResponse) response).getServletResponse();
    servletResponse.setHeader("Upgrade", "websocket");
    servletResponse.setHeader("Connection", "Upgrade");
    servletResponse.setHeader("Sec-WebSocket-Accept", accept(servletRequest.getHeader("Sec-WebSocket-Key")));
    if (protocol != null) {
      servletResponse.setHeader("Sec-WebSocket-Protocol", protocol);
    }
    try {
      servletRequest.upgrade(FramedSocket.class)
          .begin(handler, attributes, new UpgradedSession.Handshake(user, request.getURI(), protocol, longestMessage), loop);
    } catch (IOException | ServletException failure) {
      throw new HandshakeFailureException("The socket was not handed over", failure);
    }
  }

  @Override
  public void close() throws IOException {
    loop.close();
  }

  private static String accept(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
