package org.lectern.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.lectern.text.Initials;
import org.lectern.text.Written;

/** A person with an account. */
@Entity
@Table(name = "users")
@DynamicUpdate // two who change different things of one person at once take nothing back of each other's
public class User {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  private String email;
  private String name;
  private @Nullable String passwordHash;

  @Enumerated(EnumType.STRING)
  private @Nullable Role siteRole;

  private @Nullable String zone;
  private @Nullable String lastZone;
  private @Nullable String language;
  private @Nullable UUID picture;
  private boolean active = true;
  private Instant createdAt = Instant.now();

  @SuppressWarnings("NullAway.Init")
  protected User() {}

  User(String email, String name, @Nullable Role siteRole) {
    this.email = normalised(email);
    this.name = Written.line(name);
    this.siteRole = siteRole;
  }

  /** E-mail addresses are compared without regard to case: people type them as they please. */
  static String normalised(String email) {
    return Written.line(email).toLowerCase(Locale.ROOT);
  }

  public UserId id() {
    if (id == null) {
      throw new IllegalStateException("not saved yet");
    }
    return new UserId(id);
  }

  public String email() {
    return email;
  }

  public String name() {
    return name;
  }

  /** The first letters of the first and the last name, titles left out: {@code AO} for Dr. Amara Osei. */
  public String initials() {
    return Initials.of(name);
  }

  /** The hue of the person's avatar, 0 to 359: steps of the golden angle keep neighbours apart. */
  public int hue() {
    return (int) (id().value() * 137 % 360);
  }

  /** Where the person's picture is; null when they have none and are shown by their initials. */
  public @Nullable String picture() {
    return picture == null ? null : "/pictures/" + picture;
  }

  /** On whose clock the person wants to read the time, if it is not to be that of their browser. */
  public Optional<ZoneId> zone() {
    return TimeZones.find(zone);
  }

  /** The zone their browser was in when they last looked; empty before that. */
  Optional<ZoneId> lastZone() {
    return TimeZones.find(lastZone);
  }

  /** What the person wants to read, if it is not to be what their browser prefers. */
  public Optional<Locale> language() {
    return Languages.find(language);
  }

  /** What to call someone to their face: the name without its title, up to the first space. */
  public String givenName() {
    return Arrays.stream(name.split("\\s+")).filter(word -> !word.endsWith(".") && Character.isLetter(word.codePointAt(0))).findFirst().orElse(name);
  }

  public boolean isAdmin() {
    return siteRole == Role.ADMIN;
  }

  /** Whether the person may sign in. */
  public boolean isActive() {
    return active;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Whether the person has set a password, so that they can sign in at all. */
  public boolean hasPassword() {
    return passwordHash != null;
  }

  Optional<String> passwordHash() {
    return Optional.ofNullable(passwordHash);
  }

  void rename(String name) {
    this.name = Written.line(name);
  }

  void setZone(@Nullable ZoneId zone) {
    this.zone = zone == null ? null : zone.getId();
  }

  void setLastZone(ZoneId zone) {
    this.lastZone = zone.getId();
  }

  void setLanguage(@Nullable Locale language) {
    this.language = language == null ? null : language.toLanguageTag();
  }

  void setPicture(@Nullable UUID picture) {
    this.picture = picture;
  }

  void setEmail(String email) {
    this.email = normalised(email);
  }

  void setSiteRole(@Nullable Role siteRole) {
    this.siteRole = siteRole;
  }

  void setPasswordHash(@Nullable String passwordHash) {
    this.passwordHash = passwordHash;
  }

  void setActive(boolean active) {
    this.active = active;
  }
}
