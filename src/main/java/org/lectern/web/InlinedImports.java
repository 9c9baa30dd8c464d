package org.lectern.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Sends our stylesheet with the files it imports in it. No script of a page runs before its styles are there, and a browser learns
 * of fifty files only when it has read the first.
 */
final class InlinedImports implements ResourceTransformer {

  private static final Pattern IMPORT =
      Pattern.compile("^@import url\\(\"([^\"]+)\"\\)(?: layer\\((\\w+)\\))?;$", Pattern.MULTILINE);

  @Override
  public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
      throws IOException {
    Resource sent = chain.transform(request, resource);
    String name = sent.getFilename();
    if (name == null || !name.endsWith(".css")) {
      return sent;
    }
    String sheet = sent.getContentAsString(StandardCharsets.UTF_8);
    String whole = WithoutComments.stripSheet(inline(sheet, path -> beside(resource, path)));
    return new TransformedResource(sent, whole.getBytes(StandardCharsets.UTF_8));
  }

  static String inline(String sheet, UnaryOperator<String> files) {
    return IMPORT.matcher(sheet).replaceAll(found -> Matcher.quoteReplacement(inLayer(found, files.apply(found.group(1)))));
  }

  private static String inLayer(MatchResult found, String styles) {
    return found.group(2) == null ? styles : "@layer %s {\n%s}".formatted(found.group(2), styles);
  }

  private static String beside(Resource resource, String path) {
    try {
      return resource.createRelative(path).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
