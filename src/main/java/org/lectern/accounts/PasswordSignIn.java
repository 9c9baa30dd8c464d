package org.lectern.accounts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lectern.LecternSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AccountStatusUserDetailsChecker;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Sign-in by e-mail address and password, slowed down for those who guess. */
@Component
class PasswordSignIn extends DaoAuthenticationProvider {

  private static final Logger log = LoggerFactory.getLogger(PasswordSignIn.class);

  /** Somebody who tries their old passwords. From elsewhere the person can still sign in: guessing must not lock them out. */
  private final Guessing.Limit perPersonAndAddress;

  /** Whoever guesses from many addresses. */
  private final Guessing.Limit perPerson;

  /** A lecture hall shares one address, so this is generous: it stops one machine trying many names. */
  private final Guessing.Limit perAddress;

  private final SecondFactors secondFactors;
  private final boolean samplePeople;

  PasswordSignIn(
      SignInDetails people, PasswordEncoder passwordEncoder, SecondFactors secondFactors, Guessing guessing, LecternSettings settings) {
    super(people::loadByEmail);
    perPersonAndAddress = guessing.limit("password of a person from an address", 8, Duration.ofMinutes(10));
    perPerson = guessing.limit("password of a person", 40, Duration.ofMinutes(10));
    perAddress = guessing.limit("passwords from an address", 300, Duration.ofMinutes(10));
    this.secondFactors = secondFactors;
    samplePeople = settings.demo();
    setPasswordEncoder(passwordEncoder);
    // Only someone who knows the password learns that the account is deactivated.
    setPreAuthenticationChecks(user -> {});
    setPostAuthenticationChecks(new AccountStatusUserDetailsChecker());
  }

  @Override
  public @Nullable Authentication authenticate(Authentication attempt) {
    String person = User.normalised(attempt.getName());
    String address = address(attempt);
    perAddress.count(address);
    perPersonAndAddress.count(person + " " + address);
    perPerson.count(person);
    Authentication result = super.authenticate(attempt);
    perPersonAndAddress.forget(person + " " + address);
    perPerson.forget(person);
    askForCode(result);
    return result;
  }

  private void askForCode(Authentication someone) {
    UserId person = new UserId(Long.parseLong(someone.getName()));
    if (secondFactors.isOn(person)) {
      log.info("Person {} gave the right password at {} and is asked for a code", person, address(someone));
      throw new CodeNeededException(person);
    }
  }

  private static String address(Authentication attempt) {
    return attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
  }

  /** The sample password opens nothing outside sample mode, not even where a database was carried over from it. */
  @Override
  protected void additionalAuthenticationChecks(UserDetails person, UsernamePasswordAuthenticationToken attempt) {
    if (!samplePeople && PasswordRules.SAMPLE_PASSWORD.equals(attempt.getCredentials())) {
      throw new BadCredentialsException("the sample password");
    }
    super.additionalAuthenticationChecks(person, attempt);
  }
}
