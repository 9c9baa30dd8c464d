package org.lectern.room.websocket;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;

/**
 * One WebSocket, framed here and written to the socket that Tomcat hands over. It differs from the container's in two things:
 * {@link #write} takes messages that are framed already and never waits, so that one thread can serve a whole room; and one thread reads
 * for all. So a handler may take its time over the first message of a socket, which is handled on one of Tomcat's threads while nothing
 * more is read, and must not wait in any other.
 *
 * <p>All writing happens under this object's lock; a message that went out in part is ended before anything else begins.
 */
public final class FramedSocket extends UpgradedSession
    implements InternalHttpUpgradeHandler, FrameReader.Listener {

  private static final Logger log = LoggerFactory.getLogger(FramedSocket.class);
  private static final long LONGEST_GOODBYE = TimeUnit.SECONDS.toNanos(10);
  private static final int MOST_CONTROL_WAITING = 1024;

  private final AtomicBoolean told = new AtomicBoolean();
  private @Nullable WebSocketHandler handler;
  private @Nullable FrameReader reader;
  private @Nullable ReadLoop loop;
  private @Nullable SocketWrapperBase<?> wrapper;
  private volatile @Nullable Runnable whenWritable;

  // Of the thread that reads, or greets meanwhile.
  private final List<String> greeting = new ArrayList<>(1);
  private boolean greeted;
  private volatile boolean discarding;
  private volatile @Nullable CloseStatus goodbye;

  // Guarded by this.
  private @Nullable ByteBuffer control;
  private boolean inPart;
  private volatile boolean closing;
  private volatile long closingSince;

  /** Before Tomcat calls {@link #init}. */
  void begin(WebSocketHandler handler, Map<String, Object> attributes, Handshake handshake, ReadLoop loop) {
    this.loop = loop;
    this.handler = handler;
    this.reader = new FrameReader(handshake.longestMessage(), this);
    getAttributes().putAll(attributes);
    shakeHands(handshake);
  }

  @Override
  public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
    this.wrapper = wrapper;
  }

  @Override
  public void init(WebConnection connection) {
    wrapper().setReadTimeout(-1);
    wrapper().setWriteTimeout(-1);
    // The channel itself: Tomcat uses what it wraps it in again for somebody else once this socket is closed.
    initializeNativeSession(((NioChannel) wrapper().getSocket()).getIOChannel());
    try {
      handler().afterConnectionEstablished(this);
    } catch (Exception failure) {
      fail(failure);
    }
    loop().read(this);
  }

  /** Tomcat is not to ask for what comes. */
  @Override
  public boolean hasAsyncIO() {
    return true;
  }

  @Override
  public SocketState upgradeDispatch(SocketEvent event) {
    if (event == SocketEvent.OPEN_WRITE && goOnWriting()) {
      return SocketState.ASYNC_IO;
    }
    CloseStatus said = goodbye;
    tellClosed(said == null ? CloseStatus.NO_CLOSE_FRAME : said);
    return SocketState.CLOSED;
  }

  // ---- what comes in ----

  /** What is to be done after reading. */
  enum Read {
    MORE_WILL_COME,
    /** It asks for it again. */
    PAUSED,
    OVER
  }

  /**
   * On the thread of the loop: what is there now, but not so much that others have to wait.
   *
   * @param bytes to read into; no smaller than Tomcat's own buffer, or something could stay there of which no selector knows
   */
  Read read(ByteBuffer bytes) throws IOException {
    int count = wrapper().read(false, bytes.clear());
    take(bytes.flip());
    if (count < 0 || goodbye != null || isOverdue()) {
      return Read.OVER;
    }
    if (greeting.isEmpty()) {
      return Read.MORE_WILL_COME;
    }
    wrapper().execute(this::greet);
    return Read.PAUSED;
  }

  /** The first message opens a room, which may have to be read first. */
  private void greet() {
    greeted = true;
    greeting.forEach(this::handle);
    greeting.clear();
    loop().read(this);
  }

  private void take(ByteBuffer bytes) throws IOException {
    if (discarding) {
      return;
    }
    try {
      Objects.requireNonNull(reader).read(bytes);
    } catch (ProtocolViolation violation) {
      discarding = true; // read on without listening, or the reset would overtake the reason
      close(violation.status());
    }
  }

  @Override
  public void heard(String message) {
    if (greeted) {
      handle(message);
    } else {
      greeting.add(message);
    }
  }

  private void handle(String message) {
    if (closing) {
      return; // it was under way when this end said goodbye
    }
    try {
      handler().handleMessage(this, new TextMessage(message));
    } catch (Exception failure) {
      fail(failure);
    }
  }

  @Override
  public void pinged(byte[] payload) {
    sendControl(Framing.pong(payload));
  }

  @Override
  public void goodbye(CloseStatus status) {
    synchronized (this) {
      if (!closing) {
        sayGoodbye(status);
      }
    }
    goodbye = status;
  }

  private void fail(Exception failure) {
    log.error("A socket's message could not be handled", failure);
    closeInternal(CloseStatus.SERVER_ERROR);
  }

  private void tellClosed(CloseStatus status) {
    if (told.compareAndSet(false, true)) {
      try {
        handler().afterConnectionClosed(this, status);
      } catch (Exception failure) {
        log.error("A closed socket could not be cleared away", failure);
      }
    }
  }

  // ---- what goes out ----

  /** @param whenWritable called on a thread of Tomcat's when there is room again after {@link #write} left something */
  public void whenWritable(Runnable whenWritable) {
    this.whenWritable = whenWritable;
  }

  /**
   * Writes what fits now. What remains in the buffer afterwards must be the first thing written next time. Once this socket is
   * closing, whole messages are taken and thrown away.
   *
   * @param messages whole messages with their frames around them, or what was left of them
   * @return whether nothing was left
   */
  public synchronized boolean write(ByteBuffer messages) throws IOException {
    if (inPart || writeControl()) {
      if (closing && !inPart) {
        messages.position(messages.limit());
        return true;
      }
      getNativeSession().write(messages);
      inPart = messages.hasRemaining();
      if (!inPart) {
        return true;
      }
    }
    wrapper().registerWriteInterest();
    return false;
  }

  /** Whether it could take a message. A glance without a lock, which may miss what happens just now. */
  public boolean isClear() {
    return !inPart && control == null && getNativeSession().isConnected();
  }

  /** @return whether nothing is left of it */
  private boolean writeControl() throws IOException {
    if (control == null) {
      return true;
    }
    getNativeSession().write(control);
    if (control.hasRemaining()) {
      return false;
    }
    control = null;
    if (closing && discarding) {
      getNativeSession().shutdownOutput();
    }
    return true;
  }

  /** @return whether it is to stay open */
  private boolean goOnWriting() {
    Runnable others = whenWritable;
    if (others != null) {
      others.run();
    }
    try {
      synchronized (this) {
        if (!inPart && !writeControl()) {
          wrapper().registerWriteInterest();
        }
      }
    } catch (IOException gone) {
      log.debug("A socket broke", gone);
      return false;
    }
    return !isOverdue();
  }

  private synchronized void sendControl(ByteBuffer frame) {
    ByteBuffer waiting = control;
    if (waiting == null) {
      control = frame;
    } else if (closing || waiting.remaining() < MOST_CONTROL_WAITING) {
      control = ByteBuffer.allocate(waiting.remaining() + frame.remaining()).put(waiting).put(frame).flip();
    }
    try {
      if (!inPart && !writeControl()) {
        wrapper().registerWriteInterest();
      }
    } catch (IOException gone) {
      log.debug("A socket broke while it was answered", gone);
      abort();
    }
  }

  /** Never waits; who has not answered some seconds later is cut off. */
  @Override
  protected void closeInternal(CloseStatus status) {
    synchronized (this) {
      if (closing) {
        return;
      }
      sayGoodbye(status);
    }
    Thread.ofVirtual().start(() -> tellClosed(status));
  }

  private void sayGoodbye(CloseStatus status) {
    closingSince = System.nanoTime();
    closing = true;
    sendControl(Framing.close(status));
  }

  private boolean isOverdue() {
    return closing && System.nanoTime() - closingSince > LONGEST_GOODBYE;
  }

  /** Cuts the line, on a thread of Tomcat's. */
  public void abort() {
    wrapper().processSocket(SocketEvent.DISCONNECT, true);
  }

  /** Tomcat, once a second. */
  @Override
  public void timeoutAsync(long now) {
    if (isOverdue()) {
      abort();
    }
  }

  @Override
  public void pause() {
    // who is in a room is told when the room is drained
  }

  @Override
  public void destroy() {
    tellClosed(CloseStatus.NO_CLOSE_FRAME);
  }

  @Override
  public void setSslSupport(SSLSupport sslSupport) {
    // sockets on which Tomcat itself does TLS are not handed over
  }

  private SocketWrapperBase<?> wrapper() {
    return Objects.requireNonNull(wrapper);
  }

  private ReadLoop loop() {
    return Objects.requireNonNull(loop);
  }

  private WebSocketHandler handler() {
    return Objects.requireNonNull(handler);
  }

  // ---- as Spring's session; the room writes framed messages instead ----

  @Override
  protected void sendTextMessage(TextMessage message) throws IOException {
    byte[] payload = message.getPayload().getBytes(StandardCharsets.UTF_8);
    send(Framing.text(payload.length).put(payload).flip());
  }

  @Override
  protected void sendBinaryMessage(BinaryMessage message) throws IOException {
    send(Framing.binary(message.getPayloadLength()).put(message.getPayload().duplicate()).flip());
  }

  @Override
  protected void sendPingMessage(PingMessage message) {
    throw new UnsupportedOperationException("heartbeats are messages of the protocol");
  }

  @Override
  protected void sendPongMessage(PongMessage message) {
    sendControl(Framing.pong(message.getPayload().array()));
  }

  private void send(ByteBuffer message) throws IOException {
    if (!write(message)) {
      abort();
      throw new IOException("the reader does not read");
    }
  }

  @Override
  public boolean isOpen() {
    return !closing && !told.get();
  }
}
