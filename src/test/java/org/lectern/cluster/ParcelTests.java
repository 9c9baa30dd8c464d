package org.lectern.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParcelTests {

  private static final UUID FROM = UUID.randomUUID();

  @Test
  void whatIsJoinedIsReadInOrderFromWhoeverSentIt() {
    List<Parcel> parcels = IntStream.range(0, 5).mapToObj(i -> parcel(i, new byte[] {(byte) i, 1})).toList();
    List<byte[]> messages = Parcel.messages(FROM, parcels, 1 << 20);
    assertThat(messages).hasSize(1);
    assertThat(read(messages)).containsExactly("tracks 0 [0, 1]", "tracks 1 [1, 1]", "tracks 2 [2, 1]", "tracks 3 [3, 1]", "tracks 4 [4, 1]");
  }

  @Test
  void messagesAreNoLargerThanTheyMayUnlessOneParcelIs() {
    List<Parcel> parcels = List.of(parcel(1, new byte[60]), parcel(2, new byte[60]), parcel(3, new byte[600]), parcel(4, new byte[1]), parcel(5, new byte[1]));
    List<byte[]> messages = Parcel.messages(FROM, parcels, 200);
    assertThat(messages).hasSize(3);
    assertThat(messages.get(0)).hasSizeLessThan(200);
    assertThat(messages.get(1)).hasSizeGreaterThan(600);
    assertThat(read(messages)).hasSize(5);
  }

  @Test
  void whatAnotherVersionSaysIsPassedOver() {
    byte[] message = Parcel.messages(FROM, List.of(parcel(1, new byte[1])), 1 << 20).getFirst();
    message[0] = 2;
    assertThat(read(List.of(message))).isEmpty();
  }

  private static Parcel parcel(long id, byte[] bytes) {
    return Parcel.of(Set.of(UUID.randomUUID()), new Subject("tracks", id), bytes);
  }

  private static List<String> read(List<byte[]> messages) {
    List<String> read = new ArrayList<>();
    messages.forEach(message -> Parcel.read(message, (from, parcel) -> {
      assertThat(from).isEqualTo(FROM);
      ByteBuffer rest = parcel.message();
      byte[] bytes = new byte[rest.remaining()];
      rest.get(bytes);
      read.add(parcel.subject().topic() + " " + parcel.subject().id() + " " + List.of(boxed(bytes)));
    }));
    return read;
  }

  private static Byte[] boxed(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      boxed[i] = bytes[i];
    }
    return boxed;
  }
}
