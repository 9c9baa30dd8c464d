package org.lectern.web;

import jakarta.servlet.ServletContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.webjars.WebJarVersionLocator;
import tools.jackson.databind.json.JsonMapper;

/** Tells browsers where third-party modules are; it is the one inline script, so its digest goes into the policy. */
@Component
class ImportMap {

  private final String json;
  private final String digest;

  ImportMap(JsonMapper mapper, ServletContext application) {
    Map<String, String> imports = new TreeMap<>();
    imports.put("pdfjs-dist", application.getContextPath() + path("pdfjs-dist", "build/pdf.min.mjs"));
    imports.put("pdfjs-dist/", application.getContextPath() + path("pdfjs-dist", ""));
    imports.put("markdown-it", application.getContextPath() + path("markdown-it", "dist/markdown-it.min.js"));
    imports.put("katex", application.getContextPath() + path("katex", "dist/katex.min.js"));
    json = mapper.writeValueAsString(Map.of("imports", imports));
    digest = sha256(json);
  }

  String json() {
    return json;
  }

  /** As Content-Security-Policy writes it. */
  String source() {
    return "'sha256-" + digest + "'";
  }

  private static String path(String jar, String file) {
    return "/webjars/%s/%s/%s".formatted(jar, new WebJarVersionLocator().version(jar), file);
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
