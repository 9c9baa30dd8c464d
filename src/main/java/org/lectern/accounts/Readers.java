package org.lectern.accounts;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

/**
 * Finds out who reads: what people chose in their account counts, else what their browser says of itself, else what it said last. A script
 * on every page, the door's too, leaves the browser's zone in a cookie.
 */
@Component
public class Readers implements HandlerMethodArgumentResolver, WebMvcConfigurer {

  private static final String KEPT = Readers.class.getName();
  private static final String COOKIE = "zone";

  private final Users users;
  private final MessageSource sentences;

  Readers(Users users, MessageSource sentences) {
    this.users = users;
    this.sentences = sentences;
  }

  /** Who reads the answer to a request; found once for each. */
  public Reader of(HttpServletRequest request) {
    if (request.getAttribute(KEPT) instanceof Reader known && !isError(request)) {
      return known;
    }
    Reader reader = reader(request, person(request));
    request.setAttribute(KEPT, reader);
    return reader;
  }

  private Reader reader(HttpServletRequest request, Optional<User> person) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    Locale language = person.flatMap(User::language).orElseGet(() -> Languages.of(accepted));
    return new Reader(language, Languages.first(accepted).orElse(language), zone(request, person), sentences);
  }

  /** What a page tells us of where its reader is, remembered when it is new. */
  public void remember(HttpServletRequest request, User person) {
    ofBrowser(request)
        .filter(zone -> !person.lastZone().equals(Optional.of(zone)))
        .ifPresent(zone -> users.isIn(person.id(), zone));
  }

  private static ZoneId zone(HttpServletRequest request, Optional<User> person) {
    return person
        .flatMap(User::zone)
        .or(() -> ofBrowser(request))
        .or(() -> person.flatMap(User::lastZone))
        .orElseGet(ZoneId::systemDefault);
  }

  /** The zone the browser is in; empty before its first page. */
  static Optional<ZoneId> ofBrowser(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    return cookie == null ? Optional.empty() : TimeZones.find(cookie.getValue().replace("%2F", "/"));
  }

  /** An error page must not need the database: its failing may be the error. */
  private Optional<User> person(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    return isError(request) ? Optional.empty() : users.signedIn(principal);
  }

  private static boolean isError(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.ERROR;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Reader.class;
  }

  @Override
  public Reader resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    HttpServletRequest asked = request.getNativeRequest(HttpServletRequest.class);
    if (asked == null) {
      throw new IllegalStateException("not asked over HTTP");
    }
    return of(asked);
  }
}
