package org.lectern.room.websocket;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.adapter.AbstractWebSocketSession;

/** What the handshake knows of a socket, told as Spring asks a session for it. */
abstract class UpgradedSession extends AbstractWebSocketSession<SocketChannel> {

  private static final AtomicLong opened = new AtomicLong();

  private final String id = Long.toHexString(opened.incrementAndGet());
  private @Nullable Handshake handshake;

  /** By Tomcat, at the upgrade. */
  UpgradedSession() {
    super(null);
  }

  /** @param longestMessage that is taken, in bytes */
  record Handshake(@Nullable Principal principal, URI uri, @Nullable String protocol, int longestMessage) {}

  final void shakeHands(Handshake done) {
    handshake = done;
  }

  private Handshake handshake() {
    return Objects.requireNonNull(handshake);
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public URI getUri() {
    return handshake().uri();
  }

  @Override
  public @Nullable Principal getPrincipal() {
    return handshake().principal();
  }

  @Override
  public @Nullable String getAcceptedProtocol() {
    return handshake().protocol();
  }

  /** They are not kept: a thousand idle students would keep a thousand copies. */
  @Override
  public HttpHeaders getHandshakeHeaders() {
    return HttpHeaders.EMPTY;
  }

  @Override
  public @Nullable InetSocketAddress getLocalAddress() {
    return address(getNativeSession().socket().getLocalSocketAddress());
  }

  @Override
  public @Nullable InetSocketAddress getRemoteAddress() {
    return address(getNativeSession().socket().getRemoteSocketAddress());
  }

  private static @Nullable InetSocketAddress address(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress internet ? internet : null;
  }

  @Override
  public void setTextMessageSizeLimit(int limit) {
    throw new UnsupportedOperationException("the limit is set at the handshake");
  }

  @Override
  public int getTextMessageSizeLimit() {
    return handshake().longestMessage();
  }

  @Override
  public void setBinaryMessageSizeLimit(int limit) {
    throw new UnsupportedOperationException("binary messages are not taken");
  }

  @Override
  public int getBinaryMessageSizeLimit() {
    return 0;
  }

  @Override
  public List<WebSocketExtension> getExtensions() {
    return List.of();
  }
}
