package org.lectern.accounts;

import java.time.Duration;
import java.util.List;
import org.lectern.accounts.CodeSignIn.Attempt;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.stereotype.Component;

/** The second half of a sign-in: the code, slowed down for those who know a password and guess the rest. */
@Component
class CodeSignIn implements AuthenticationProvider {

  /** Somebody whose clock is wrong, or who types badly. */
  private final Guessing.Limit perPersonAndAddress;

  /** Three of a million codes are good at any time: at this rate a guesser needs years. */
  private final Guessing.Limit perPerson;

  private final SecondFactors secondFactors;
  private final SignInDetails people;

  CodeSignIn(SecondFactors secondFactors, SignInDetails people, Guessing guessing) {
    perPersonAndAddress = guessing.limit("code of a person from an address", 8, Duration.ofMinutes(10));
    perPerson = guessing.limit("code of a person", 60, Duration.ofDays(1));
    this.secondFactors = secondFactors;
    this.people = people;
  }

  @Override
  public boolean supports(Class<?> kind) {
    return kind == Attempt.class;
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    Attempt attempt = (Attempt) authentication;
    String person = attempt.getName();
    String here = person + " " + attempt.address();
    perPersonAndAddress.count(here);
    perPerson.count(person);
    if (!secondFactors.accept(attempt.person(), attempt.getCredentials())) {
      throw new BadCredentialsException("a wrong code");
    }
    perPersonAndAddress.forget(here);
    perPerson.forget(person);
    UserDetails details = people.loadByPrincipalName(person); // empty for somebody deactivated since their password
    UsernamePasswordAuthenticationToken result = UsernamePasswordAuthenticationToken.authenticated(details, null, details.getAuthorities());
    result.setDetails(attempt.getDetails());
    return result;
  }

  /** A code that was typed by somebody whose password was right. */
  static final class Attempt extends AbstractAuthenticationToken {

    private final transient UserId person;
    private final String code;
    private final String address;

    Attempt(UserId person, String code, String address) {
      super(List.of());
      this.person = person;
      this.code = code;
      this.address = address;
    }

    UserId person() {
      return person;
    }

    String address() {
      return address;
    }

    @Override
    public String getCredentials() {
      return code;
    }

    @Override
    public String getPrincipal() {
      return person.toString();
    }
  }
}
