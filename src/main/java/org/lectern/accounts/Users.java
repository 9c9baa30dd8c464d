package org.lectern.accounts;

import java.security.Principal;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.SignInsEnded.Why;
import org.lectern.accounts.UserRepository.Called;
import org.lectern.text.Alphabet;
import org.lectern.text.Folded;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds, creates and changes people. */
@Component
public class Users {

  private final UserRepository repository;
  private final PasswordEncoder passwordEncoder;
  private final OpenSessions openSessions;
  private final ApplicationEventPublisher events;

  Users(
      UserRepository repository,
      PasswordEncoder passwordEncoder,
      OpenSessions openSessions,
      ApplicationEventPublisher events) {
    this.repository = repository;
    this.passwordEncoder = passwordEncoder;
    this.openSessions = openSessions;
    this.events = events;
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

  boolean anybody() {
    return repository.count() > 0;
  }

  /**
   * People whose name or e-mail address contains the text, by name; everybody for an empty text. All names are read for it, because no
   * database knows the accents and the order of every reader: twenty thousand of them take a fifth of a second at most.
   */
  public Page<User> search(String text, Pageable page) {
    Predicate<String> wanted = Folded.having(text);
    List<Long> found =
        repository.called().stream()
            .filter(one -> wanted.test(one.name()) || wanted.test(one.email()))
            .sorted(Alphabet.<Called>by(Called::name).thenComparing(Called::id))
            .map(Called::id)
            .toList();
    List<Long> shown = found.stream().skip(page.getOffset()).limit(page.getPageSize()).toList();
    Map<Long, User> people = repository.findAllById(shown).stream().collect(Collectors.toMap(person -> person.id().value(), person -> person));
    return new PageImpl<>(shown.stream().map(people::get).filter(Objects::nonNull).toList(), page, found.size());
  }

  /** A new password signs the person out everywhere: whoever knew the old one is out too. */
  @Transactional
  void setPassword(UserId id, String password) {
    repository.findById(id.value()).orElseThrow().setPasswordHash(passwordEncoder.encode(password));
    openSessions.endAllOf(id);
    events.publishEvent(new SignInsEnded(id, Why.NEW_PASSWORD));
  }

  /**
   * Corrects who a person is. A changed role signs them out everywhere: what is open was opened with the old one.
   *
   * @throws LastAdminException when nobody would manage the site any more
   * @throws DataIntegrityViolationException when somebody else has this address
   */
  @Transactional
  public void change(UserId id, String name, String email, @Nullable Role siteRole) {
    if (siteRole != Role.ADMIN) {
      keepAnAdmin(id);
    }
    User person = repository.findById(id.value()).orElseThrow();
    boolean another = person.isAdmin() != (siteRole == Role.ADMIN);
    rename(person, name);
    person.setEmail(email);
    person.setSiteRole(siteRole);
    repository.flush();
    if (another) {
      signOutEverywhere(id);
    }
  }

  /**
   * What people say of themselves.
   *
   * @param zone null for the clock of whatever browser they look with
   * @param language null for what that browser prefers
   */
  @Transactional
  void introduce(UserId id, String name, @Nullable ZoneId zone, @Nullable Locale language) {
    User person = repository.findById(id.value()).orElseThrow();
    rename(person, name);
    person.setZone(zone);
    person.setLanguage(language);
  }

  /** Remembers in which zone a person's browser is, for when no browser can be asked. */
  @Transactional
  void isIn(UserId id, ZoneId zone) {
    repository.findById(id.value()).orElseThrow().setLastZone(zone);
  }

  private void rename(User person, String name) {
    String before = person.name();
    person.rename(name);
    if (!person.name().equals(before)) {
      events.publishEvent(new Renamed(person.id(), person.name()));
    }
  }

  private void keepAnAdmin(UserId leaving) {
    if (repository.lockAdmins().equals(List.of(leaving.value()))) {
      throw new LastAdminException();
    }
  }

  /** Ends every sign-in of somebody, as when a device of theirs is lost. They may sign in again. */
  @Transactional
  public void signOutEverywhere(UserId id) {
    openSessions.endAllOf(id);
    events.publishEvent(new SignInsEnded(id, Why.BY_AN_ADMIN));
  }

  /** Ends the person's access at once. What they said and attended stays. */
  @Transactional
  public void deactivate(UserId id) {
    keepAnAdmin(id);
    repository.findById(id.value()).orElseThrow().setActive(false);
    openSessions.endAllOf(id);
    events.publishEvent(new Deactivated(id));
  }

  @Transactional
  public void reactivate(UserId id) {
    repository.findById(id.value()).orElseThrow().setActive(true);
  }
}
