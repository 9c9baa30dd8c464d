package org.lectern.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Speaks HTTP to this machine word for word: no library between that would mend what is sent. */
final class RawHttp {

  private static final int PATIENCE_MILLIS = 60_000;

  private final int port;

  RawHttp(int port) {
    this.port = port;
  }

  /** @param status 0 when the server closed the line without a word, which a broken request deserves */
  record Answer(int status, List<String> headers, String body) {

    String header(String name) {
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }

    /** What a page or a problem must never tell. */
    boolean leaks() {
      return body.contains("\tat ") || body.contains("Exception") || body.contains("org.springframework") || body.contains("org.postgresql");
    }
  }

  /** Sends it and reads until the server closes. */
  Answer send(byte[] request) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput(); // nothing follows, so that the server waits for nothing
      } catch (IOException refusedWhileSending) {
        // what it said before it closed may still be there
      }
      return read(socket);
    }
  }

  private static Answer read(Socket socket) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(bytes);
    } catch (java.net.SocketException reset) {
      // closed with something of ours unread
    }
    String all = bytes.toString(StandardCharsets.ISO_8859_1);
    int end = all.indexOf("\r\n\r\n");
    if (!all.startsWith("HTTP/1.") || end < 0) {
      return new Answer(0, List.of(), all);
    }
    List<String> head = all.substring(0, end).lines().toList();
    return new Answer(Integer.parseInt(head.getFirst().split(" ")[1]), head.subList(1, head.size()), all.substring(end + 4));
  }
}
