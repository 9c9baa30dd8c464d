package org.lectern.hostile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody with a browser's cookies and the token of its forms, who sends what they like. */
final class Visitor {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
  private static final Pattern COOKIE = Pattern.compile("csrf=([^;]+)");

  private final RawHttp http;
  private final String cookie;
  private final String token;

  private Visitor(RawHttp http, String cookie, String token) {
    this.http = http;
    this.cookie = cookie;
    this.token = token;
  }

  /** @param session the cookie of somebody signed in, or empty */
  static Visitor with(RawHttp http, String session) throws IOException {
    String page = session.isEmpty() ? "/sign-in" : "/";
    RawHttp.Answer answer =
        http.send(("GET " + page + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nCookie: " + session + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    Matcher token = TOKEN.matcher(answer.body());
    Matcher cookie = COOKIE.matcher(answer.header("Set-Cookie"));
    if (!token.find() || !cookie.find()) {
      throw new AssertionError("no form to take a token from: " + answer.status());
    }
    return new Visitor(http, session + "; csrf=" + cookie.group(1), token.group(1));
  }

  RawHttp.Answer send(String method, String path) throws IOException {
    return send(method, path, Map.of(), "");
  }

  /** Everything as a browser sends it, but for what these headers replace. */
  RawHttp.Answer send(String method, String path, Map<String, String> headers, String body) throws IOException {
    return send(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  RawHttp.Answer send(String method, String path, Map<String, String> headers, byte[] bytes) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Host", "localhost");
    all.put("Accept", "text/html,application/json;q=0.9,*/*;q=0.8");
    all.put("Cookie", cookie);
    all.put("X-CSRF-TOKEN", token);
    all.put("Connection", "close");
    if (bytes.length > 0 || !method.matches("GET|HEAD|OPTIONS|TRACE")) {
      all.put("Content-Type", "application/x-www-form-urlencoded");
      all.put("Content-Length", String.valueOf(bytes.length));
    }
    all.putAll(headers);
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    all.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
    byte[] head = request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    return http.send(ByteBuffer.allocate(head.length + bytes.length).put(head).put(bytes).array());
  }
}
