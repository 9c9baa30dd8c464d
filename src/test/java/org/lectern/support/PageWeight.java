package org.lectern.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What a page weighs on its way to somebody who was never here: itself, its styles, its scripts with the modules these import, and its
 * icons, compressed as they are sent. Fonts, slides and media are left out, and what is fetched only when somebody does something.
 */
public final class PageWeight {

  private static final Pattern TAG = Pattern.compile("<(?:link rel=\"(?:stylesheet|icon|modulepreload)\"|script|use)[^>]*?(?:href|src)=\"([^\"#]+)");
  private static final Pattern IMPORT = Pattern.compile("^(?:import|export)\\b[^;(]*?[\"'](\\.[^\"']+)[\"']", Pattern.MULTILINE);
  private static final Pattern DRAWING = Pattern.compile("url\\(\"?([^)\"#]+\\.svg)");

  private final HttpClient http;
  private final Map<URI, Sent> files = new HashMap<>();

  public PageWeight(HttpClient http) {
    this.http = http;
  }

  /** What one page needs. */
  public record Weight(int status, int page, Map<URI, Integer> files) {

    public int whole() {
      return page + files.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private record Sent(int status, int bytes, String type, String text) {}

  /** @param cookie of who asks; empty for somebody who is not signed in */
  public Weight of(URI page, String cookie) {
    Sent sent = fetch(page, cookie);
    Map<URI, Integer> needed = new LinkedHashMap<>();
    Deque<URI> toFetch = new ArrayDeque<>(needs(page, sent));
    while (!toFetch.isEmpty()) {
      URI address = toFetch.pop();
      if (!needed.containsKey(address)) {
        Sent file = files.computeIfAbsent(address, missing -> fetch(missing, ""));
        if (file.status() != 200) {
          throw new AssertionError("%s needs %s, which is answered %d".formatted(page, address, file.status()));
        }
        needed.put(address, file.bytes());
        toFetch.addAll(needs(address, file));
      }
    }
    return new Weight(sent.status(), sent.bytes(), needed);
  }

  private static List<URI> needs(URI from, Sent sent) {
    Pattern named =
        sent.type().startsWith("text/html") ? TAG
            : sent.type().contains("javascript") ? IMPORT
            : sent.type().startsWith("text/css") ? DRAWING
            : null;
    Stream<MatchResult> found = named == null ? Stream.empty() : named.matcher(sent.text()).results();
    return found.map(one -> from.resolve(one.group(1))).distinct().toList();
  }

  private Sent fetch(URI address, String cookie) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "text/html,*/*;q=0.8").header("Accept-Encoding", "gzip");
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Sent(answer.statusCode(), answer.body().length, answer.headers().firstValue("Content-Type").orElse(""), text(answer));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private static String text(HttpResponse<byte[]> answer) throws IOException {
    boolean compressed = answer.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
    byte[] bytes = compressed ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes() : answer.body();
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
