package org.lectern.support;

<<<<<<< HEAD
import java.nio.file.Path;
=======
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
>>>>>>> main
import java.util.ArrayList;
import java.util.List;

<<<<<<< HEAD
/** The packaged application as the build has prepared it: unpacked, with the JDK's cache of what a start needs ({@code operating.md}). */
final class Packaged {

  private static final Path JAR = Path.of(System.getProperty("lectern.jar"));
  private static final Path PREPARED = Path.of(JAR.toString().replaceFirst("\\.jar$", ""));
=======
/**
 * The packaged application as {@code operating.md} has it for a quick start: unpacked, with a cache of classes loaded and linked in an
 * earlier run (JEP 483, JEP 514). Made once from {@code lectern.jar}, whichever process of the tests needs it first; a start takes less than
 * half the time with it.
 */
final class Packaged {

  private static final Path JAR = Path.of(System.getProperty("lectern.jar"));
  private static final Path UNPACKED = JAR.resolveSibling("unpacked");
  private static final Path CACHE = UNPACKED.resolve("lectern.aot");
  private static final Path LOCK = JAR.resolveSibling("unpacked.lock");
  private static final Path OUTPUT = JAR.resolveSibling("unpacked.log");
  private static final Duration LONGEST_START = Duration.ofMinutes(3);
>>>>>>> main
  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private Packaged() {}

<<<<<<< HEAD
  static List<String> asTyped() {
    return new ArrayList<>(List.of(JAVA, "-jar", JAR.toString()));
  }

  static List<String> command(List<String> virtualMachine) {
    Path cache = PREPARED.resolve("lectern.aot");
    if (cache.toFile().lastModified() < JAR.toFile().lastModified()) {
      throw new IllegalStateException("The jar is newer than what was prepared of it: java -jar %s prepare".formatted(JAR));
=======
  static synchronized List<String> command(List<String> virtualMachine) {
    try (FileChannel lock = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = lock.lock()) {
      if (!Files.exists(CACHE) || Files.getLastModifiedTime(CACHE).compareTo(Files.getLastModifiedTime(JAR)) < 0) {
        FileSystemUtils.deleteRecursively(UNPACKED);
        start("-Djarmode=tools", "-jar", JAR.toString(), "extract", "--destination", UNPACKED.toString()).onExit().join();
        Process training = start("-XX:AOTCacheOutput=" + CACHE, "-jar", unpackedJar(), "--server.port=0", "--lectern.home=" + UNPACKED.resolve("home"));
        Awaitility.await("a first start").atMost(LONGEST_START).until(() -> !training.isAlive() || Files.readString(OUTPUT).contains("Lectern is ready"));
        training.destroy();
        training.onExit().join();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
>>>>>>> main
    }
    List<String> command = new ArrayList<>(List.of(JAVA, "-XX:AOTCache=" + cache, "-Xlog:disable", "-Xlog:all=error:stderr"));
    command.addAll(virtualMachine);
    command.addAll(List.of("-jar", PREPARED.resolve(JAR.getFileName()).toString()));
    return command;
  }
}
