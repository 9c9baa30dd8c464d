package org.lectern.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Sends our modules without their comments, which are for us and are a quarter of their compressed bytes, and without indentation. Only
 * comments that have their lines to themselves go, and within a line what says of which type something is, so that no code is ever
 * touched; no text of ours stands on several lines, where indentation would be part of it.
 */
final class WithoutComments implements ResourceTransformer {

  private static final Pattern OWN_LINES =
      Pattern.compile("^[ \\t]*(?:/\\*\\*(?:(?!\\*/)[\\s\\S])*+\\*/|//[^\\n]*)[ \\t]*\\n", Pattern.MULTILINE);

  private static final Pattern SHEET_LINES = Pattern.compile("^[ \\t]*/\\*(?:(?!\\*/)[\\s\\S])*+\\*/[ \\t]*\\n", Pattern.MULTILINE);

  private static final Pattern TYPES = Pattern.compile("/\\*\\* @\\w+ (?:(?!\\*/).)*+\\*/ ?");

  private static final Pattern INDENTATION = Pattern.compile("^[ \\t]+", Pattern.MULTILINE);

  @Override
  public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
      throws IOException {
    Resource sent = chain.transform(request, resource);
    String name = sent.getFilename();
    if (name == null || !name.endsWith(".js")) {
      return sent;
    }
    String module = sent.getContentAsString(StandardCharsets.UTF_8);
    return new TransformedResource(sent, strip(module).getBytes(StandardCharsets.UTF_8));
  }

  /** The same of a style sheet. */
  static String stripSheet(String sheet) {
    return INDENTATION.matcher(SHEET_LINES.matcher(sheet).replaceAll("")).replaceAll("");
  }

  static String strip(String module) {
    String code = TYPES.matcher(OWN_LINES.matcher(module).replaceAll("")).replaceAll("");
    return INDENTATION.matcher(code).replaceAll("");
  }
}
