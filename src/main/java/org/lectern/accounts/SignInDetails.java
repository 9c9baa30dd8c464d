package org.lectern.accounts;

import java.util.List;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/**
 * Tells Spring Security whom an e-mail address belongs to. The principal is named by the person's id, not
 * by the address: addresses change, sessions and remembered devices should not notice.
 */
@Component
class SignInDetails {

  private final Users users;

  SignInDetails(Users users) {
    this.users = users;
  }

  UserDetails loadByEmail(String email) {
    return users
        .findByEmail(email)
        .map(SignInDetails::of)
        .orElseThrow(() -> UsernameNotFoundException.fromUsername(email));
  }

  /** For devices that remember a person, by the name their principal has. */
  UserDetails loadByPrincipalName(String name) {
    return users
        .signedIn(() -> name)
        .map(SignInDetails::of)
        .orElseThrow(() -> UsernameNotFoundException.fromUsername(name));
  }

  static UserDetails of(User user) {
    return org.springframework.security.core.userdetails.User.withUsername(user.id().toString())
        .password(user.passwordHash().orElse(""))
        .disabled(!user.isActive())
        .authorities(user.isAdmin() ? List.of(new SimpleGrantedAuthority("ROLE_ADMIN")) : List.of())
        .build();
  }
}
