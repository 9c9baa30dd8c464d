package org.lectern.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.TimeZones;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.TimeZoneAwareLocaleContext;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.i18n.AbstractLocaleContextResolver;
import org.springframework.web.util.WebUtils;

/**
 * The language and the clock of the person who looks. What they chose in their account counts; else the page's script says which time
 * zone the browser is in. A controller gets it as its {@link ZoneId} parameter. There is one language so far.
 */
@Component("localeResolver")
class ViewerLocale extends AbstractLocaleContextResolver {

  private static final String COOKIE = "zone";
  private static final Locale LANGUAGE = Locale.UK;

  private final Users users;

  ViewerLocale(Users users) {
    this.users = users;
  }

  @Override
  public LocaleContext resolveLocaleContext(HttpServletRequest request) {
    return new Viewer(SingletonSupplier.of(() -> TimeZone.getTimeZone(zone(request))));
  }

  @Override
  public void setLocaleContext(
      HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable LocaleContext context) {
    throw new UnsupportedOperationException("the account and the browser decide");
  }

  private ZoneId zone(HttpServletRequest request) {
    return chosen(request).or(() -> ofBrowser(request)).orElseGet(ZoneId::systemDefault);
  }

  /** An error page must not need the database: its failing may be the error. */
  private Optional<ZoneId> chosen(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.ERROR
        ? Optional.empty()
        : users.signedIn(request.getUserPrincipal()).flatMap(User::zone);
  }

  private static Optional<ZoneId> ofBrowser(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    return cookie == null ? Optional.empty() : TimeZones.find(cookie.getValue().replace("%2F", "/"));
  }

  /** Asks for the zone when it is asked for one: most requests tell no time. */
  private record Viewer(SingletonSupplier<TimeZone> zone) implements TimeZoneAwareLocaleContext {

    @Override
    public Locale getLocale() {
      return LANGUAGE;
    }

    @Override
    public TimeZone getTimeZone() {
      return zone.obtain();
    }
  }
}
