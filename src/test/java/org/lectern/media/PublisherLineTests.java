package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

class PublisherLineTests {

  private final BlockingQueue<Object> told = new ArrayBlockingQueue<>(100);
  private final CountDownLatch writes = new CountDownLatch(1);
  private final CountDownLatch reads = new CountDownLatch(1);
  private final PublisherLine line = new PublisherLine(session());

  @Test
  void whoTellsAPublisherThatDoesNotReadDoesNotWaitForIt() throws InterruptedException {
    for (int frame = 0; frame < 10; frame++) {
      line.send(new ServerMessage.Ack(1, 0, frame));
    }
    assertThat(told).isEmpty();

    reads.countDown();
    for (int frame = 0; frame < 10; frame++) {
      assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"type\":\"ack\",\"track\":1,\"epoch\":0,\"frame\":%d}".formatted(frame));
    }
  }

  @Test
  void aPublisherThatReadsNothingAtAllIsAskedToComeBack() throws InterruptedException {
    for (int second = 0; second < 70; second++) {
      line.send(new ServerMessage.Beat());
    }
    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(new CloseStatus(4000, "come back"));
  }

  @Test
  void whoMayNotSpeakAnyMoreHearsSoThoughTheyAreJustBeingToldSomethingElse() throws InterruptedException {
    line.send(new ServerMessage.Ack(1, 0, 7));
    writes.await();
    line.revoke();
    reads.countDown();
    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"type\":\"ack\",\"track\":1,\"epoch\":0,\"frame\":7}");
    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(PublisherLine.MAY_NOT);
    assertThat(told).isEmpty();
  }

  /** A container whose writes wait until the other side reads. */
  private WebSocketSession session() {
    return (WebSocketSession) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {WebSocketSession.class}, (_, method, arguments) -> {
      switch (method.getName()) {
        case "sendMessage" -> {
          writes.countDown();
          reads.await();
          told.add(((WebSocketMessage<?>) arguments[0]).getPayload());
        }
        case "close" -> told.add(arguments[0]);
        default -> {}
      }
      return null;
    });
  }
}
