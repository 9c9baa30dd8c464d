package org.lectern.accounts;

import org.springframework.security.web.authentication.rememberme.PersistentTokenRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** Where people are signed in now: their HTTP sessions and the devices that remember them. */
@Component
class OpenSessions {

  private final FindByIndexNameSessionRepository<? extends Session> sessions;
  private final PersistentTokenRepository rememberedDevices;

  OpenSessions(
      FindByIndexNameSessionRepository<? extends Session> sessions, PersistentTokenRepository rememberedDevices) {
    this.sessions = sessions;
    this.rememberedDevices = rememberedDevices;
  }

  /** Signs the person out everywhere. */
  void endAllOf(UserId user) {
    rememberedDevices.removeUserTokens(user.toString());
    sessions.findByPrincipalName(user.toString()).keySet().forEach(sessions::deleteById);
  }
}
