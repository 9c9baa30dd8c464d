package org.lectern.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Somebody else's program that speaks S3, in a process of its own, once for all tests of this one. What it keeps is in its memory. */
public final class S3Server {

  public static final String ACCESS_KEY = "lectern";
  public static final String SECRET_KEY = "kept-in-no-log";

  private static final Path JAR = Path.of("target/s3/s3proxy.jar");

  private S3Server() {}

  /** Not of this class, because whoever waits for an answer does so in another thread. */
  private static final class Started {
    static final int PORT = start();
  }

  public static int port() {
    return Started.PORT;
  }

  private static int start() {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException("%s is put there by ./mvnw process-test-classes".formatted(JAR));
    }
    try {
      int port = freePort();
      Process process = new ProcessBuilder(command(settings(port))).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      Awaitility.await("S3").atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> answers(port));
      return port;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> command(Path settings) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx768m", "-XX:TieredStopAtLevel=1", "-DLOG_LEVEL=error",
        "-jar", JAR.toString(), "--properties", settings.toString());
  }

  private static Path settings(int port) throws IOException {
    Path file = Files.createTempFile(Path.of("target/s3"), "s3", ".properties");
    file.toFile().deleteOnExit();
    return Files.writeString(
        file,
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=transient-nio2
        jclouds.identity=none
        jclouds.credential=none
        """.formatted(port, ACCESS_KEY, SECRET_KEY));
  }

  private static boolean answers(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
