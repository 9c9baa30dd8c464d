package org.lectern.accounts;

import java.util.List;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User.UserBuilder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/**
 * Tells Spring Security whom an e-mail address belongs to. The principal is named by the person's id, not
 * by the address: addresses change, sessions and remembered devices should not notice.
 */
@Component
class SignInDetails implements UserDetailsService {

  private final Users users;

  SignInDetails(Users users) {
    this.users = users;
  }

  @Override
  public UserDetails loadUserByUsername(String email) {
    User user = users.findByEmail(email).orElseThrow(() -> UsernameNotFoundException.fromUsername(email));
    UserBuilder details =
        org.springframework.security.core.userdetails.User.withUsername(user.id().toString())
            .password(user.passwordHash().orElse(""))
            .disabled(!user.isActive());
    return details
        .authorities(user.isAdmin() ? List.of(new SimpleGrantedAuthority("ROLE_ADMIN")) : List.of())
        .build();
  }
}
