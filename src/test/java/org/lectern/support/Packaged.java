package org.lectern.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged application as the build has prepared it: unpacked, with the JDK's cache of what a start needs ({@code operating.md}). */
final class Packaged {

  private static final Path JAR = Path.of(System.getProperty("lectern.jar"));
  private static final Path PREPARED = Path.of(JAR.toString().replaceFirst("\\.jar$", ""));
  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private Packaged() {}

  static List<String> asTyped() {
    return new ArrayList<>(List.of(JAVA, "-jar", JAR.toString()));
  }

  static List<String> command(List<String> virtualMachine) {
    Path cache = PREPARED.resolve("lectern.aot");
    if (cache.toFile().lastModified() < JAR.toFile().lastModified()) {
      throw new IllegalStateException("The jar is newer than what was prepared of it: java -jar %s prepare".formatted(JAR));
    }
    List<String> command = new ArrayList<>(List.of(JAVA, "-XX:AOTCache=" + cache, "-Xlog:disable", "-Xlog:all=error:stderr"));
    command.addAll(virtualMachine);
    command.addAll(List.of("-jar", PREPARED.resolve(JAR.getFileName()).toString()));
    return command;
  }
}
