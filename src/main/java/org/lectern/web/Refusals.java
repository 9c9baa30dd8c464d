package org.lectern.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.Allowance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Writes into the log who asked for what is not theirs, or too often. What is not somebody's and what is not there look alike from
 * outside and are written alike; somebody who walks through numbers shows. So many lines, and no more, because whoever floods us shall
 * not flood the log.
 */
@Component
class Refusals implements HandlerInterceptor, WebMvcConfigurer {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);
  private static final Set<Integer> REFUSED = Set.of(HttpStatus.FORBIDDEN.value(), HttpStatus.NOT_FOUND.value());
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}:]+)[^}]*}");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Allowance ofEach = new Allowance(10, MINUTE);
  private final Allowance ofAll = new Allowance(300, MINUTE);

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
    if (request.getDispatcherType() == DispatcherType.REQUEST && REFUSED.contains(response.getStatus())) {
      write(request, "for what is not there or not theirs");
    }
  }

  void tooOften(HttpServletRequest request) {
    write(request, "too often");
  }

  private void write(HttpServletRequest request, String what) {
    String who = who(request);
    if (ofEach.take(who).isEmpty() && ofAll.take("").isEmpty()) {
      log.info("{} asked {}: {} {}", who, what, request.getMethod(), path(request));
    }
  }

  /** By whom a request is counted. */
  static String who(HttpServletRequest request) {
    Principal person = request.getUserPrincipal();
    return person == null ? "Somebody at " + request.getRemoteAddr() : "Person " + person.getName();
  }

  /** The address as we have it, with the numbers that were asked for and nothing else of what somebody typed: it may be the token of a link. */
  private static String path(HttpServletRequest request) {
    if (!(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern)) {
      return "?";
    }
    Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    Map<?, ?> values = variables instanceof Map<?, ?> map ? map : Map.of();
    return VARIABLE.matcher(pattern).replaceAll(variable -> Matcher.quoteReplacement(number(values, variable)));
  }

  private static String number(Map<?, ?> values, MatchResult variable) {
    return values.get(variable.group(1)) instanceof String value && value.matches("[0-9]{1,18}") ? value : "{" + variable.group(1) + "}";
  }
}
