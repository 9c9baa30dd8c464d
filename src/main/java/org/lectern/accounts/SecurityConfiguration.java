package org.lectern.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.boot.web.server.servlet.CookieSameSiteSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.ForwardAuthenticationFailureHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter.Directive;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/** Who may pass the door, and what a browser may do with our pages. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final Logger log = LoggerFactory.getLogger(SecurityConfiguration.class);
  private static final String[] STATIC_FILES = {
    "/favicon.svg", "/icons.svg", "/css/**", "/js/**", "/fonts/**", "/webjars/**",
    "/*/favicon.svg", "/*/icons.svg", "/*/css/**", "/*/js/**", "/*/fonts/**"
  };

  @Bean
  PasswordEncoder passwordEncoder() {
    DelegatingPasswordEncoder encoder =
        (DelegatingPasswordEncoder) PasswordEncoderFactories.createDelegatingPasswordEncoder();
    encoder.setDefaultPasswordEncoderForMatches(new NoPasswordYet());
    return encoder;
  }

  /** A timer for each filter of each request says nothing that the request's own does not. */
  @Bean
  SecurityObservationSettings noTimersOfFilters() {
    return SecurityObservationSettings.noObservations();
  }

  /** For cookies that have no setting of their own, such as the one that remembers a device. */
  @Bean
  CookieSameSiteSupplier cookiesStayOnThisSite() {
    return CookieSameSiteSupplier.ofLax();
  }

  /** As it is, in letters a cookie may have: decoded, it could hold a character that PostgreSQL takes in no text. */
  @Bean
  DefaultCookieSerializerCustomizer sessionIdsAsTheyAre() {
    return cookie -> cookie.setUseBase64Encoding(false);
  }

  /** PostgreSQL takes no text with this character, and none that people type has it. */
  @Bean
  HttpFirewall noTextHasANul() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedParameterValues(value -> value == null || value.indexOf('\0') < 0);
    return firewall;
  }

  /** Two requests of one browser at the same moment may both be the first to keep the same thing in its session. */
  @Bean
  SessionRepositoryCustomizer<JdbcIndexedSessionRepository> whoKeepsItLastIsRight() {
    return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
  }

  /**
   * The same for everyone and kept by browsers for a year. A room fetches a hundred of them at once: each would read the session
   * and write down that it was used.
   */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  SecurityFilterChain filterChainOfStaticFiles(HttpSecurity http) {
    return withoutSession(http.securityMatcher(STATIC_FILES));
  }

  /**
   * These ask themselves who comes, with {@link LightSignIn}: a room's socket, which refuses by a close code that a page can read, and
   * the files of recordings.
   */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 1)
  SecurityFilterChain filterChainOfLectures(HttpSecurity http) {
    return withoutSession(http.securityMatcher("/lectures/*/socket", "/lectures/*/media/*.mp4"));
  }

  private static SecurityFilterChain withoutSession(HttpSecurity http) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .securityContext(context -> context.disable())
        .sessionManagement(session -> session.disable())
        .addFilterAfter(new WithoutSession(), HeaderWriterFilter.class)
        .headers(SecurityConfiguration::policies)
        .build();
  }

  @Bean
  SecurityFilterChain filterChain(
      HttpSecurity http,
      PasswordSignIn signIn,
      CodeSignIn codes,
      DeviceSignIn devices,
      FiguresAccess figures) {
    return http.authenticationProvider(signIn)
        .authenticationProvider(codes)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/actuator/health/readiness", "/actuator/health/liveness", "/error")
                    .permitAll()
                    .requestMatchers("/sign-in", "/sign-in/failed", CodeForm.PAGE, CodeForm.FAILED, "/set-up", "/password/*", "/theme")
                    .permitAll()
                    .requestMatchers("/actuator/**")
                    .access(figures)
                    .requestMatchers("/admin/**")
                    .hasRole(Role.ADMIN.name())
                    .anyRequest()
                    .authenticated())
        .formLogin(
            form ->
                form.loginPage("/sign-in")
                    .usernameParameter("email")
                    .passwordParameter("password")
                    .successHandler(onTheWayBack())
                    .failureHandler(refusals()))
        .with(new CodeForm(), code -> code.successHandler(onTheWayBack()))
        .rememberMe(device -> device.key(DeviceSignIn.KEY).rememberMeServices(devices))
        // a new one rather than another id, so that its age is that of the sign-in
        .sessionManagement(session -> session.addSessionAuthenticationStrategy(devices).sessionFixation(fixation -> fixation.migrateSession()))
        .addFilterBefore(new LongestSession(pages()), SecurityContextHolderFilter.class)
        .logout(
            out ->
                out.logoutUrl("/sign-out")
                    .logoutSuccessUrl("/sign-in?out")
                    // what was kept of recordings; what was written and not sent yet stays for the next sign-in
                    .addLogoutHandler(new HeaderWriterLogoutHandler(new ClearSiteDataHeaderWriter(Directive.CACHE))))
        .requestCache(cache -> cache.requestCache(wayBack()))
        .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens()))
        .exceptionHandling(
            handling ->
                handling
                    .defaultAuthenticationEntryPointFor(
                        (request, response, reason) -> response.sendError(HttpStatus.UNAUTHORIZED.value()), programs())
                    .defaultAuthenticationEntryPointFor(new FormReturningEntryPoint("/sign-in"), request -> true)
                    .accessDeniedHandler(SecurityConfiguration::deny))
        .headers(SecurityConfiguration::policies)
        .build();
  }

  /** A right password that is not enough leads on, anything else back to the form. */
  private static AuthenticationFailureHandler refusals() {
    ForwardAuthenticationFailureHandler again = new ForwardAuthenticationFailureHandler("/sign-in/failed");
    return (request, response, refusal) -> {
      if (refusal instanceof CodeNeededException half) {
        HalfSignedIn.set(request, half.person());
        boolean remember = request.getParameter(DeviceSignIn.REMEMBER) != null;
        response.sendRedirect(CodeForm.PAGE + (remember ? "?" + DeviceSignIn.REMEMBER + "=on" : ""));
      } else {
        again.onAuthenticationFailure(request, response, refusal);
      }
    };
  }

  private static void policies(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            policy -> policy.policy("camera=(self), microphone=(self), display-capture=(self), geolocation=()"));
  }

  /**
   * Kept in a cookie rather than in the session: a form that is sent after the session expired should lead to
   * sign-in and back, and a visitor of the sign-in page needs no session.
   */
  private static CookieCsrfTokenRepository csrfTokens() {
    CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
    tokens.setHeaderName("X-CSRF-TOKEN");
    tokens.setCookieName("csrf");
    tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").httpOnly(true));
    return tokens;
  }

  /** The page someone asked for before they had signed in, under the very address they asked for. */
  private static HttpSessionRequestCache wayBack() {
    HttpSessionRequestCache cache = new HttpSessionRequestCache();
    cache.setRequestMatcher(pages());
    cache.setMatchingRequestParameterName(null);
    return cache;
  }

  private static AuthenticationSuccessHandler onTheWayBack() {
    SavedRequestAwareAuthenticationSuccessHandler handler = new SavedRequestAwareAuthenticationSuccessHandler();
    handler.setRequestCache(wayBack());
    handler.setRedirectStrategy(new RelativeRedirects());
    return handler;
  }

  private static RequestMatcher pages() {
    RequestMatcher programs = programs();
    return request -> HttpMethod.GET.matches(request.getMethod()) && !programs.matches(request);
  }

  /** Whoever does not ask for a page is a script or a socket: it wants a status, not the sign-in form. */
  private static RequestMatcher programs() {
    MediaTypeRequestMatcher pages = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
    pages.setIgnoredMediaTypes(Set.of(MediaType.ALL));
    return new NegatedRequestMatcher(pages);
  }

  /** What someone may not see does not exist; only a form without its token is told so. */
  private static void deny(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied) throws IOException {
    Principal who = request.getUserPrincipal();
    log.info("Person {} from {} was refused: {}", who == null ? "-" : who.getName(), request.getRemoteAddr(), denied.getClass().getSimpleName());
    response.sendError(denied instanceof CsrfException ? HttpStatus.FORBIDDEN.value() : HttpStatus.NOT_FOUND.value());
  }

  /** People who have not set a password yet match none. */
  private static final class NoPasswordYet implements PasswordEncoder {

    @Override
    public String encode(CharSequence rawPassword) {
      throw new IllegalStateException("a password is only compared here, never kept");
    }

    @Override
    public boolean matches(CharSequence rawPassword, String encodedPassword) {
      return false;
    }
  }
}
