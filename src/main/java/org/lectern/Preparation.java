package org.lectern;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/**
 * {@code java -jar lectern.jar prepare} unpacks the jar into a folder beside it, and starts that once on a home of its own to write down
 * for the JDK what a start loads, links and calls most (JEP 483, 514, 515). {@link QuickStart} uses it from then on; it is made for
 * this jar and this JDK, and with others they start as if it were not there.
 */
final class Preparation {

  private static final Pattern READY = Pattern.compile("Lectern is ready.*(http://localhost:\\d+)");
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Path jar;
  private final Path folder;

  private Preparation(Path jar) {
    this.jar = jar;
    this.folder = folder(jar);
  }

  static void run() throws IOException, InterruptedException {
    new Preparation(Path.of(System.getProperty("java.class.path")).toAbsolutePath()).prepare();
  }

  /** Whether this jar was prepared, and is still the same. */
  static boolean isOf(Path jar) {
    try {
      return Files.exists(cache(jar)) && Files.getLastModifiedTime(cache(jar)).compareTo(Files.getLastModifiedTime(jar)) > 0;
    } catch (IOException gone) {
      return false;
    }
  }

  /** Starts it. */
  static List<String> command(Path jar) {
    // What the JDK says of a cache that does not fit in every particular helps nobody: without it the start is an ordinary one.
    return List.of(JAVA, "-XX:AOTCache=" + cache(jar), "-Xlog:disable", "-Xlog:all=error:stderr", "-jar", unpacked(jar).toString());
  }

  private static Path folder(Path jar) {
    String name = jar.getFileName().toString();
    return jar.resolveSibling(name.substring(0, name.length() - ".jar".length()));
  }

  private static Path cache(Path jar) {
    return folder(jar).resolve("lectern.aot");
  }

  private static Path unpacked(Path jar) {
    return folder(jar).resolve(jar.getFileName());
  }

  /** What is left here of PostgreSQL for those who start on an empty home, if anything. */
  static Path programs() {
    String first = System.getProperty("java.class.path").split(File.pathSeparator)[0];
    return Path.of(first).toAbsolutePath().resolveSibling("programs");
  }

  private void prepare() throws IOException, InterruptedException {
    FileSystemUtils.deleteRecursively(folder);
    await(start("-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", folder.toString()));
    Path learnt = folder.resolve("learnt.aot");
    Path home = folder.resolve("home");
    stopOnceVisited(
        start(
            "-XX:AOTCacheOutput=" + learnt, "-jar", unpacked(jar).toString(),
            "--server.port=0", "--lectern.home=" + home, "--lectern.demo=true"));
    keepPrograms(home.resolve("postgres/bin"));
    FileSystemUtils.deleteRecursively(home);
    Files.move(learnt, cache(jar), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Not where another database was told to be used. They are world-writable, so nobody else may look in. */
  private void keepPrograms(Path unpacked) throws IOException {
    if (Files.exists(unpacked)) {
      Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwx------"));
      Files.move(unpacked, folder.resolve("programs"));
    }
  }

  /** The first pages are among what is learnt. */
  private static void stopOnceVisited(Process lectern) throws IOException, InterruptedException {
    List<String> output = new ArrayList<>();
    boolean visited = false;
    try (BufferedReader lines = lectern.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          visit(ready.group(1));
          visited = true;
          lectern.toHandle().destroy(); // the process itself would close its output, which is read to the end
        }
      }
    }
    lectern.waitFor();
    if (!visited) {
      throw new IOException("Lectern could not be started once to prepare it:\n" + String.join("\n", output));
    }
  }

  private static void visit(String site) throws IOException, InterruptedException {
    try (HttpClient browser =
        HttpClient.newBuilder().cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NORMAL).build()) {
      HttpRequest.Builder door = HttpRequest.newBuilder(URI.create(site + "/sign-in")).header("Accept", "text/html");
      Matcher token = TOKEN.matcher(browser.send(door.build(), BodyHandlers.ofString()).body());
      if (token.find()) {
        String form = "email=amara@lectern.example&password=lectern-demo&_csrf=" + token.group(1);
        browser.send(
            door.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build(),
            BodyHandlers.ofString());
      }
    }
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void await(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }
}
