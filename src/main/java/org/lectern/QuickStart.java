package org.lectern;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A start of the single jar becomes one of what {@link Preparation} made of it, which takes a third of the time. The process stays the
 * same one: its image is replaced ({@code execv}), so that signals, output and whoever watches it notice nothing. Whoever tells the
 * virtual machine anything is left alone, and so is every system but Linux, where this was never tried.
 */
final class QuickStart {

  private QuickStart() {}

  /** Does not come back where there is something quicker to become. */
  static void attempt(String[] arguments) {
    Path jar = Path.of(System.getProperty("java.class.path"));
    if (System.getProperty("os.name").equals("Linux") && Preparation.isOf(jar) && nothingWasToldToTheVirtualMachine()) {
      List<String> command = new ArrayList<>(Preparation.command(jar));
      command.addAll(List.of(arguments));
      become(command);
    }
  }

  private static boolean nothingWasToldToTheVirtualMachine() {
    Optional<String[]> told = ProcessHandle.current().info().arguments();
    return told.isPresent()
        && told.get().length > 0
        && told.get()[0].equals("-jar")
        && System.getenv("JAVA_TOOL_OPTIONS") == null
        && System.getenv("JDK_JAVA_OPTIONS") == null;
  }

  /** Comes back only when the system refuses, and then an ordinary start follows. */
  private static void become(List<String> command) {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment words = arena.allocate(ADDRESS, command.size() + 1L); // the last one stays null
      for (int i = 0; i < command.size(); i++) {
        words.setAtIndex(ADDRESS, i, arena.allocateFrom(command.get(i)));
      }
      linker.downcallHandle(linker.defaultLookup().findOrThrow("execv"), FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS))
          .invoke(words.getAtIndex(ADDRESS, 0), words);
    } catch (Throwable refused) {
      System.err.println("No quick start: " + refused);
    }
  }
}
