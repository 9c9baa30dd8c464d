package org.lectern.accounts;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Writes into the log who came in, from where and how, and who was refused. People are numbers; what was typed is not written,
 * because it may be a password in the wrong field.
 */
@Component
class SignInJournal {

  private static final Logger log = LoggerFactory.getLogger(SignInJournal.class);

  @EventListener
  void signedIn(AuthenticationSuccessEvent event) {
    Authentication someone = event.getAuthentication();
    log.info("Person {} signed in from {} ({})", someone.getName(), address(someone), someone.getClass().getSimpleName());
  }

  @EventListener
  void refused(AbstractAuthenticationFailureEvent event) {
    log.info("A sign-in from {} was refused: {}", address(event.getAuthentication()), event.getException().getClass().getSimpleName());
  }

  @EventListener
  void signedOut(LogoutSuccessEvent event) {
    log.info("Person {} signed out", event.getAuthentication().getName());
  }

  @TransactionalEventListener
  void deactivated(Deactivated event) {
    log.info("Person {} was deactivated and signed out everywhere", event.user());
  }

  @TransactionalEventListener
  void ended(SignInsEnded event) {
    log.info("Sign-ins of person {} were ended: {}", event.user(), event.why());
  }

  private static String address(Authentication someone) {
    return someone.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "?";
  }
}
