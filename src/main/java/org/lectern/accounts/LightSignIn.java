package org.lectern.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.authentication.RememberMeServices;
import org.springframework.security.web.authentication.rememberme.RememberMeAuthenticationException;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.stereotype.Component;

/**
 * Who opens a socket, or asks for a piece of a recording. A whole lecture hall does so at the same moment, so this is one query: it
 * reads off the kept session who signed in, and neither unpacks the session nor writes down that it was used. Somebody whose session
 * has run out may still be remembered by their device, as on any page.
 */
@Component
public class LightSignIn {

  private static final String WHOSE_SESSION =
      """
      select users.id, users.name, users.site_role, users.language
        from spring_session
        join users on users.id = case when principal_name ~ '^[0-9]{1,18}$' then principal_name::bigint end
       where session_id = ? and expiry_time > ? and creation_time >= ? and users.active
      """;

  private final CookieSerializer sessionCookie;
  private final RememberMeServices rememberedDevices;
  private final JdbcClient jdbc;
  private final Users users;

  LightSignIn(CookieSerializer sessionCookie, RememberMeServices rememberedDevices, JdbcClient jdbc, Users users) {
    this.sessionCookie = sessionCookie;
    this.rememberedDevices = rememberedDevices;
    this.jdbc = jdbc;
    this.users = users;
  }

  /** The active person whose browser this is; empty when nobody is signed in. */
  public Optional<SignedIn> of(HttpServletRequest request, HttpServletResponse response) {
    return sessionCookie.readCookieValues(request).stream()
        .flatMap(session -> bySession(session, request).stream())
        .findFirst()
        .or(() -> byDevice(request, response));
  }

  private Optional<SignedIn> bySession(String id, HttpServletRequest request) {
    long now = System.currentTimeMillis(); // the clock by which Spring Session wrote when it ends
    return jdbc.sql(WHOSE_SESSION)
        .params(id, now, now - LongestSession.AT_ALL.toMillis())
        .query((row, _) ->
            new SignedIn(
                new UserId(row.getLong(1)),
                row.getString(2),
                Role.ADMIN.name().equals(row.getString(3)),
                language(Languages.find(row.getString(4)), request)))
        .optional();
  }

  private Optional<SignedIn> byDevice(HttpServletRequest request, HttpServletResponse response) {
    try {
      return users
          .signedIn(rememberedDevices.autoLogin(request, response))
          .map(user -> new SignedIn(user.id(), user.name(), user.isAdmin(), language(user.language(), request)));
    } catch (RememberMeAuthenticationException stolenOrWorn) {
      return Optional.empty();
    }
  }

  private static Locale language(Optional<Locale> chosen, HttpServletRequest request) {
    return chosen.orElseGet(() -> Languages.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
  }
}
