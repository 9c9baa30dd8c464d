package org.lectern.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.authentication.rememberme.CookieTheftException;
import org.springframework.security.web.authentication.rememberme.InvalidCookieException;
import org.springframework.security.web.authentication.rememberme.PersistentTokenBasedRememberMeServices;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.stereotype.Component;

/**
 * Sign-in by a device that remembers its person. Writes into each session on which device it is, and by which series when it is
 * remembered: that is how {@link OpenSessions} knows what belongs together.
 */
@Component
class DeviceSignIn extends PersistentTokenBasedRememberMeServices implements SessionAuthenticationStrategy {

  /** The field of the form and the cookie. */
  static final String REMEMBER = "remember";

  static final String KEY = "lectern";

  private static final Logger log = LoggerFactory.getLogger(DeviceSignIn.class);

  private final RememberedDevices devices;

  DeviceSignIn(SignInDetails people, RememberedDevices devices) {
    super(KEY, people::loadByPrincipalName, devices);
    this.devices = devices;
    setTokenValiditySeconds((int) RememberedDevices.LONGEST.toSeconds());
    setCookieName(REMEMBER);
    setParameter(REMEMBER);
    setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
  }

  /** Somebody came in, by whatever way. */
  @Override
  public void onAuthentication(@Nullable Authentication someone, HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession();
    session.setAttribute(OpenSessions.DEVICE, DeviceName.of(request));
    session.setAttribute(OpenSessions.SERIES, request.getAttribute(OpenSessions.SERIES)); // when it is the device that signs in
  }

  /** A browser that opens ten tabs shows the same token ten times. An older one was copied: then all devices of the person are forgotten. */
  @Override
  protected UserDetails processAutoLoginCookie(String[] seriesAndToken, HttpServletRequest request, HttpServletResponse response) {
    if (seriesAndToken.length == 2) {
      Optional<String> person = devices.withTokenJustReplaced(seriesAndToken[0], seriesAndToken[1]);
      if (person.isPresent()) {
        request.setAttribute(OpenSessions.SERIES, seriesAndToken[0]);
        return getUserDetailsService().loadUserByUsername(person.get());
      }
    }
    try {
      return super.processAutoLoginCookie(seriesAndToken, request, response);
    } catch (CookieTheftException copied) {
      log.warn("A remembered device at {} showed a token that was replaced: all devices of its person are forgotten", request.getRemoteAddr());
      throw new InvalidCookieException("copied"); // else nobody catches it
    }
  }

  /** The device is given its first token, or the next. */
  @Override
  protected void setCookie(String[] seriesAndToken, int maxAge, HttpServletRequest request, HttpServletResponse response) {
    super.setCookie(seriesAndToken, maxAge, request, response);
    String series = seriesAndToken[0];
    request.setAttribute(OpenSessions.SERIES, series);
    devices.call(series, DeviceName.of(request));
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.setAttribute(OpenSessions.SERIES, series); // when it is the password that signs in
    }
  }

  @Override
  protected String[] decodeCookie(String cookie) {
    String[] seriesAndToken = super.decodeCookie(cookie);
    if (String.join("", seriesAndToken).indexOf('\0') >= 0) {
      throw new InvalidCookieException("no letter of ours, and none that PostgreSQL takes");
    }
    return seriesAndToken;
  }

  /** Only this device is forgotten: the others were not asked to. */
  @Override
  public void logout(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication someone) {
    seriesOf(request).ifPresent(devices::forget);
    cancelCookie(request, response);
  }

  private Optional<String> seriesOf(HttpServletRequest request) {
    try {
      return Optional.ofNullable(extractRememberMeCookie(request)).map(cookie -> decodeCookie(cookie)[0]);
    } catch (InvalidCookieException nothingOfOurs) {
      return Optional.empty();
    }
  }
}
