package org.lectern.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

/** Gives every page that is rendered, and no other answer, its {@link Shell}. */
@Component
class ShellInterceptor implements HandlerInterceptor, WebMvcConfigurer {

  private final Users users;
  private final ImportMap importMap;

  ShellInterceptor(Users users, ImportMap importMap) {
    this.users = users;
    this.importMap = importMap;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public void postHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
    if (page != null && page.getViewName() != null && !page.getViewName().startsWith("redirect:")) {
      page.addObject("shell", new Shell(person(request), theme(request), importMap.json()));
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
