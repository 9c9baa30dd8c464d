package org.lectern.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.lectern.accounts.RememberedDevices.Device;
import org.lectern.accounts.SignInsEnded.Why;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where people are signed in now: their HTTP sessions and the devices that remember them. */
@Component
class OpenSessions {

  /** In a session: the words for the browser it is of. */
  static final String DEVICE = "signIn.device";

  /** In a session: by which series its browser is remembered, if it is. */
  static final String SERIES = "signIn.series";

  private final FindByIndexNameSessionRepository<? extends Session> sessions;
  private final RememberedDevices devices;
  private final ApplicationEventPublisher events;

  OpenSessions(
      FindByIndexNameSessionRepository<? extends Session> sessions, RememberedDevices devices, ApplicationEventPublisher events) {
    this.sessions = sessions;
    this.devices = devices;
    this.events = events;
  }

  /**
   * Where this person is signed in, this place first, then what was used last.
   *
   * @param here the id of the session that asks
   */
  List<SignIn> of(UserId person, String here) {
    Map<String, SignIn> found = new HashMap<>();
    devices.of(person).forEach(device -> found.put(device.series(), signIn(device)));
    open(person).forEach(session -> found.merge(key(session), signIn(session, here), SignIn::and));
    return found.values().stream()
        .sorted(Comparator.comparing(SignIn::here).thenComparing(SignIn::lastUsed).reversed())
        .toList();
  }

  private Collection<? extends Session> open(UserId person) {
    return sessions.findByPrincipalName(person.toString()).values().stream()
        .filter(session -> !session.isExpired() && !LongestSession.isOver(session.getCreationTime(), Instant.now()))
        .toList();
  }

  private static SignIn signIn(Session session, String here) {
    return new SignIn(
        handle(key(session)),
        session.getAttributeOrDefault(DEVICE, ""),
        session.getCreationTime(),
        session.getLastAccessedTime(),
        false,
        session.getId().equals(here));
  }

  private static SignIn signIn(Device device) {
    return new SignIn(handle(device.series()), device.name(), device.since(), device.lastUsed(), true, false);
  }

  /** A remembered browser may have had several sessions, one after the other. */
  private static String key(Session session) {
    return Objects.requireNonNullElse(session.getAttribute(SERIES), session.getId());
  }

  /** Signs the person out wherever it is true of, sockets included. */
  @Transactional
  void end(UserId person, Predicate<SignIn> which, String here) {
    List<String> ended = of(person, here).stream().filter(which).map(SignIn::handle).toList();
    devices.of(person).stream().map(Device::series).filter(series -> ended.contains(handle(series))).forEach(devices::forget);
    open(person).stream().filter(session -> ended.contains(handle(key(session)))).forEach(session -> sessions.deleteById(session.getId()));
    events.publishEvent(new SignInsEnded(person, Why.BY_THEMSELVES));
  }

  /** Signs the person out everywhere. */
  void endAllOf(UserId person) {
    devices.removeUserTokens(person.toString());
    sessions.findByPrincipalName(person.toString()).keySet().forEach(sessions::deleteById);
  }

  private static String handle(String secret) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
