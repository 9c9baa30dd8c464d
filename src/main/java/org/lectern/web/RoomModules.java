package org.lectern.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The modules the room is made of, found by following their imports once at the start. Named in the page, a browser fetches all
 * of them at once instead of finding one behind another.
 */
@Component
class RoomModules {

  private static final Pattern IMPORT = Pattern.compile("^import [^;]*?from \"(\\.[^\"]+)\";", Pattern.MULTILINE);

  private final List<String> paths;

  RoomModules() {
    this.paths = reachable("/js/room/main.js");
  }

  /** Paths below the site's root, the room's own first. */
  List<String> paths() {
    return paths;
  }

  private static List<String> reachable(String first) {
    Set<String> found = new LinkedHashSet<>(List.of(first));
    Deque<String> unread = new ArrayDeque<>(found);
    while (!unread.isEmpty()) {
      String module = unread.remove();
      Matcher imports = IMPORT.matcher(text(module));
      while (imports.find()) {
        String path = StringUtils.applyRelativePath(module, imports.group(1));
        if (found.add(StringUtils.cleanPath(path))) {
          unread.add(StringUtils.cleanPath(path));
        }
      }
    }
    return List.copyOf(found);
  }

  private static String text(String module) {
    try {
      return new ClassPathResource("static" + module).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
