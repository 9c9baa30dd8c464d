package org.lectern.accounts;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** What people call the browser they sit at, from what it calls itself: {@code Firefox on Windows}. Enough to recognise one's own. */
final class DeviceName {

  /** In this order: most browsers name the older ones too. */
  private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

  private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

  static {
    BROWSERS.put("Edg", "Edge");
    BROWSERS.put("OPR/", "Opera");
    BROWSERS.put("SamsungBrowser/", "Samsung Internet");
    BROWSERS.put("Firefox/", "Firefox");
    BROWSERS.put("FxiOS/", "Firefox");
    BROWSERS.put("Chrome/", "Chrome");
    BROWSERS.put("CriOS/", "Chrome");
    BROWSERS.put("Safari/", "Safari");
    SYSTEMS.put("iPhone", "iPhone");
    SYSTEMS.put("iPad", "iPad");
    SYSTEMS.put("Android", "Android");
    SYSTEMS.put("CrOS", "Chromebook");
    SYSTEMS.put("Windows", "Windows");
    SYSTEMS.put("Macintosh", "Mac");
    SYSTEMS.put("Linux", "Linux");
  }

  private DeviceName() {}

  static String of(HttpServletRequest request) {
    String told = request.getHeader(HttpHeaders.USER_AGENT);
    return told == null ? "" : of(told);
  }

  /** Empty when it is nothing we know: nothing of what it says is kept as it said it. */
  static String of(String told) {
    String browser = first(BROWSERS, told);
    String system = first(SYSTEMS, told);
    return browser.isEmpty() || system.isEmpty() ? browser + system : browser + " on " + system;
  }

  private static String first(Map<String, String> names, String told) {
    return names.entrySet().stream().filter(name -> told.contains(name.getKey())).findFirst().map(Map.Entry::getValue).orElse("");
  }
}
