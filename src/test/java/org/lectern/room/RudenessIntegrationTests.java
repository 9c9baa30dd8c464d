package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import tools.jackson.databind.JsonNode;

/** Who speaks something else, too fast or too much is sent away, and harms nobody. */
@LecternTest
class RudenessIntegrationTests extends Meeting {

  @Test
  void aProgramThatSpeaksSomethingElseIsClosedAndHarmsNobody() {
    try (RoomClient teacher = join(amara)) {
      for (String nonsense :
          List.of("nonsense", "[]", "{}", "{\"type\":7}", "{\"type\":\"chat.post\",\"id\":\"x\"}", "{\"type\":\"no.such\",\"id\":\"" + UUID.randomUUID() + "\"}",
              "{\"type\":\"chat.post\",\"id\":\"" + UUID.randomUUID() + "\",\"text\":7}",
              "{\"type\":\"pointer\",\"x\":1e99}")) {
        RoomClient client = join(amara);
        client.sendText(nonsense);
        assertThat(client.closeCode()).as(nonsense).isEqualTo(4400);
      }
      teacher.say("chat.post", Map.of("text", "Still here"));
    }
  }

  @Test
  void whoFloodsIsToldSoWhateverTabItIsThenSentAwayAndHoldsNobodyUp() {
    try (RoomClient teacher = join(amara);
        RoomClient tab = join(lena);
        RoomClient another = join(lena)) {
      for (RoomClient each : List.of(tab, another)) {
        for (int i = 0; i < 60; i++) {
          each.send("chat.post", Map.of("text", "Message " + i));
        }
        JsonNode refusal = each.await(item -> RoomClient.type(item).equals("rejected"));
        assertThat(refusal.get("message").stringValue()).isEqualTo("That was very fast. Wait a second, then send it again.");
        assertThat(refusal.get("retry").booleanValue()).isTrue();
      }
      sendUntilClosed(tab, "{\"type\":\"beat\"}");
      assertThat(tab.closeCode()).isEqualTo(4001);
      teacher.say("chat.post", Map.of("text", "One after the other, please"));
    }
  }

  private static void sendUntilClosed(RoomClient client, String text) {
    try {
      for (int i = 0; i < 5_000 && !client.isClosed(); i++) {
        client.sendText(text);
      }
    } catch (CompletionException closed) {
      // as it should be
    }
  }

  @Test
  void aMessageOfTenMegabytesClosesItsSenderAlone() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      student.startSending("{\"type\":\"chat.post\",\"text\":\"" + "x".repeat(10_000_000) + "\"}");
      assertThat(student.closeCode()).isIn(1009, 1006);
      teacher.say("chat.post", Map.of("text", "Still here"));
    }
  }
}
