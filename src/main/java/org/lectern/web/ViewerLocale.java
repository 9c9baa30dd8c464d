package org.lectern.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.SimpleTimeZoneAwareLocaleContext;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.i18n.AbstractLocaleContextResolver;
import org.springframework.web.util.WebUtils;

/**
 * The language and the clock of the person who looks. The page's script says which time zone the browser is
 * in; a controller gets it as its {@link ZoneId} parameter. There is one language so far.
 */
@Component("localeResolver")
class ViewerLocale extends AbstractLocaleContextResolver {

  private static final String COOKIE = "zone";
  private static final Locale LANGUAGE = Locale.UK;

  @Override
  public LocaleContext resolveLocaleContext(HttpServletRequest request) {
    return new SimpleTimeZoneAwareLocaleContext(LANGUAGE, TimeZone.getTimeZone(zone(request)));
  }

  @Override
  public void setLocaleContext(
      HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable LocaleContext context) {
    throw new UnsupportedOperationException("the browser's own settings decide");
  }

  private static ZoneId zone(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    try {
      return cookie == null ? ZoneId.systemDefault() : ZoneId.of(cookie.getValue().replace("%2F", "/"));
    } catch (DateTimeException unknownHere) {
      return ZoneId.systemDefault();
    }
  }
}
