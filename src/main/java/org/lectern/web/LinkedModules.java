package org.lectern.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Sends a module with the modules it imports in it, each in a function of its own and in the order in which a browser would have
 * run them. A room is made of ninety, and for each a browser takes some ten milliseconds and a server two: more than everything else
 * that happens until the first picture, and in a hall of a thousand ninety thousand requests.
 *
 * <p>What is written in a module stays as it is, so this knows only what our modules do: names in braces imported by a relative path,
 * named functions, classes and constants exported where they are declared, no circle. Anything else is an error and not sent.
 */
final class LinkedModules implements ResourceTransformer {

  private static final Pattern IMPORT =
      Pattern.compile("^import (?:\\{([^}]*)\\} from )?['\"](\\.[^'\"]+)['\"];\\n", Pattern.MULTILINE);
  private static final Pattern EXPORT =
      Pattern.compile("^export (?=(?:async )?(?:function\\*?|class|const) ([\\w$]+))", Pattern.MULTILINE);
  private static final Pattern STRAY_IMPORT = Pattern.compile("^import [^(].*", Pattern.MULTILINE);
  private static final Pattern STRAY = Pattern.compile("^(?:import|export) [^(].*", Pattern.MULTILINE);
  private static final String ROOT = "/js/";

  /** A hall that comes to a new version asks for the same file in the same moment: one does it, the others wait for that. */
  private final Map<String, byte[]> linked = new ConcurrentHashMap<>();

  @Override
  public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
      throws IOException {
    Resource sent = chain.transform(request, resource);
    String name = sent.getFilename();
    if (name == null || !name.endsWith(".js")) {
      return sent;
    }
    String address = resource.getURL().getPath(); // and not what was asked for, which may spell it in another way
    String path = address.substring(address.lastIndexOf(ROOT));
    byte[] bytes = linked.computeIfAbsent(
        path, _ -> link(path, module -> beside(resource, toRoot(path) + module)).getBytes(StandardCharsets.UTF_8));
    return new TransformedResource(sent, bytes);
  }

  /**
   * @param path of the module that is asked for, from the root
   * @param files the text of a module by its path
   * @throws IllegalStateException when a module does what is not understood here
   */
  static String link(String path, UnaryOperator<String> files) {
    Linking linking = new Linking(toRoot(path), files);
    String own = linking.read(path);
    refuse(path, own, STRAY_IMPORT);
    return linking.text.append(own).toString();
  }

  /** What has been written down so far. */
  private static final class Linking {

    private final String toRoot;
    private final UnaryOperator<String> files;
    private final Set<String> begun = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    Linking(String toRoot, UnaryOperator<String> files) {
      this.toRoot = toRoot;
      this.files = files;
    }

    /** Writes down what a module imports; gives the module itself, which takes its imports from there. */
    String read(String path) {
      begun.add(path);
      return IMPORT.matcher(files.apply(path)).replaceAll(found -> {
        String name = imported(URI.create(path).resolve(found.group(2)).getPath());
        String taken = found.group(1) == null ? "" : "const {%s} = %s;\n".formatted(found.group(1).replace(" as ", ": "), name);
        return Matcher.quoteReplacement(taken);
      });
    }

    private String imported(String path) {
      if (!names.containsKey(path)) {
        if (begun.contains(path)) {
          throw new IllegalStateException(path + " imports itself by way of others");
        }
        String name = "$" + begun.size();
        text.append(inAFunction(name, path, read(path)));
        names.put(path, name);
      }
      return names.get(path);
    }

    private String inAFunction(String name, String path, String module) {
      List<String> exported = new ArrayList<>();
      String inner = EXPORT.matcher(module).replaceAll(found -> {
        exported.add(found.group(1));
        return "";
      });
      refuse(path, inner, STRAY);
      String placed = inner.replace("import.meta.url", "new URL(\"%s%s\", import.meta.url)".formatted(toRoot, path));
      return "const %s = (() => {\n%s\nreturn {%s};\n})();\n".formatted(name, placed.strip(), String.join(", ", exported));
    }
  }

  private static void refuse(String path, String module, Pattern pattern) {
    Matcher stray = pattern.matcher(module);
    if (stray.find()) {
      throw new IllegalStateException("%s: \"%s\" cannot be sent within one file".formatted(path, stray.group()));
    }
  }

  /** The way from a module to the root, without the root's own slash. */
  private static String toRoot(String path) {
    return "../".repeat(StringUtils.countOccurrencesOf(path, "/") - 1).replaceFirst("/$", "");
  }

  private static String beside(Resource resource, String path) {
    try {
      return resource.createRelative(path).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
