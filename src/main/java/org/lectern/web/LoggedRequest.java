package org.lectern.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What is logged while a request is answered says who asked, and about which lecture, by number. */
@Component
class LoggedRequest implements HandlerInterceptor, WebMvcConfigurer {

  private static final Pattern LECTURE = Pattern.compile("/lectures/([0-9]{1,18})(?:/.*)?");

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
    Matcher lecture = LECTURE.matcher(request.getRequestURI().substring(request.getContextPath().length()));
    if (lecture.matches()) {
      MDC.put("lecture", lecture.group(1));
    }
    if (request.getUserPrincipal() != null) {
      MDC.put("person", request.getUserPrincipal().getName());
    }
    return true;
  }

  @Override
  public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
    MDC.remove("lecture");
    MDC.remove("person");
  }
}
