package org.lectern.accounts;

import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds, creates and changes people. */
@Component
public class Users {

  private final UserRepository repository;
  private final PasswordEncoder passwordEncoder;

  Users(UserRepository repository, PasswordEncoder passwordEncoder) {
    this.repository = repository;
    this.passwordEncoder = passwordEncoder;
  }

  public Optional<User> find(UserId id) {
    return repository.findById(id.value());
  }

  /** The active person a request or a socket was opened by; their {@link Principal} is named by their id. */
  public Optional<User> signedIn(@Nullable Principal principal) {
    return Optional.ofNullable(principal)
        .map(Principal::getName)
        .filter(name -> name.matches("[0-9]{1,18}"))
        .flatMap(name -> repository.findById(Long.valueOf(name)))
        .filter(User::isActive);
  }

  /** Finds by e-mail address, without regard to case. */
  public Optional<User> findByEmail(String email) {
    return repository.findByEmail(User.normalised(email));
  }

  public List<User> findAll(Collection<UserId> ids) {
    return repository.findAllById(ids.stream().map(UserId::value).toList());
  }

  /**
   * Adds a person.
   *
   * @param password null for someone who will set their own by a link
   */
  @Transactional
  public User create(String email, String name, @Nullable Role siteRole, @Nullable String password) {
    User user = new User(email, name, siteRole);
    if (password != null) {
      user.setPasswordHash(passwordEncoder.encode(password));
    }
    return repository.save(user);
  }
}
