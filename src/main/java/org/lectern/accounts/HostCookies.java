package org.lectern.accounts;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Behind https our cookies are called {@code __Host-…} on the wire, which a browser takes from this very host alone and over https
 * alone: no neighbour under the same domain can plant a session or a token. Without https a browser refuses such names, so there
 * they keep their own. The rest of the application knows nothing of it.
 */
@Configuration(proxyBeanMethods = false)
class HostCookies {

  private static final String PREFIX = "__Host-";

  /** Those that say who somebody is, or that a form is ours. */
  private static final Set<String> OURS = Set.of("SESSION", "csrf", "remember");

  /** After forwarded headers were read and before the session is looked for. */
  private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 25;

  @Bean
  static FilterRegistrationBean<Renaming> cookiesTiedToThisHost() {
    FilterRegistrationBean<Renaming> registration = new FilterRegistrationBean<>(new Renaming());
    registration.setOrder(ORDER);
    return registration;
  }

  static final class Renaming extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      if (request.isSecure()) {
        chain.doFilter(new Incoming(request), new Outgoing(response));
      } else {
        chain.doFilter(request, response);
      }
    }
  }

  private static final class Incoming extends HttpServletRequestWrapper {

    Incoming(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Cookie @Nullable [] getCookies() {
      Cookie[] cookies = super.getCookies();
      return cookies == null
          ? null
          : Arrays.stream(cookies)
              .filter(cookie -> !OURS.contains(cookie.getName()))
              .map(cookie -> isPrefixed(cookie) ? new Cookie(cookie.getName().substring(PREFIX.length()), cookie.getValue()) : cookie)
              .toArray(Cookie[]::new);
    }

    private static boolean isPrefixed(Cookie cookie) {
      return cookie.getName().startsWith(PREFIX) && OURS.contains(cookie.getName().substring(PREFIX.length()));
    }
  }

  private static final class Outgoing extends HttpServletResponseWrapper {

    Outgoing(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void addCookie(Cookie cookie) {
      if (!OURS.contains(cookie.getName())) {
        super.addCookie(cookie);
        return;
      }
      Cookie renamed = new Cookie(PREFIX + cookie.getName(), cookie.getValue());
      cookie.getAttributes().forEach(renamed::setAttribute);
      renamed.setPath("/");
      renamed.setSecure(true);
      super.addCookie(renamed);
    }

    @Override
    public void addHeader(String name, String value) {
      super.addHeader(name, renamed(name, value));
    }

    @Override
    public void setHeader(String name, String value) {
      super.setHeader(name, renamed(name, value));
    }

    private static String renamed(String header, String value) {
      return HttpHeaders.SET_COOKIE.equalsIgnoreCase(header) && OURS.contains(value.substring(0, Math.max(0, value.indexOf('='))))
          ? PREFIX + value
          : value;
    }
  }
}
