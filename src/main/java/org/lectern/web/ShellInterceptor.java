package org.lectern.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.Readers;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

/** Gives every page that is rendered, and no other answer, its {@link Shell} and the {@link org.lectern.accounts.Reader} it is written for. */
@Component
class ShellInterceptor implements HandlerInterceptor, WebMvcConfigurer {

  private final Users users;
  private final Readers readers;
  private final ImportMap importMap;
  private final Clock clock;

  ShellInterceptor(Users users, Readers readers, ImportMap importMap, Clock clock) {
    this.users = users;
    this.readers = readers;
    this.importMap = importMap;
    this.clock = clock;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public void postHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
    if (page != null && page.getViewName() != null && !page.getViewName().startsWith("redirect:")) {
      User person = person(request);
      if (person != null) {
        readers.remember(request, person);
      }
      page.addObject("reader", readers.of(request));
      page.addObject("shell", new Shell(person, theme(request), importMap.json(), clock.instant()));
    }
  }

  /** An error page must not need the database: its failing may be the error. */
  private @Nullable User person(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.ERROR
        ? null
        : users.signedIn(request.getUserPrincipal()).orElse(null);
  }

  private static @Nullable String theme(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, ThemeController.COOKIE);
    return cookie != null && ThemeController.THEMES.contains(cookie.getValue()) ? cookie.getValue() : null;
  }
}
