package org.lectern.web;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.User;

/**
 * What the frame around every page shows.
 *
 * @param user the person signed in; null on pages before sign-in
 * @param theme {@code light} or {@code dark}; null follows the system
 * @param importMap the JSON of the import map
 * @param now by the server's clock, which is the only one that lectures go by
 */
record Shell(@Nullable User user, @Nullable String theme, String importMap, Instant now) {

  public List<Link> links() {
    Stream<Link> everyone = Stream.of(new Link("home", "/"), new Link("courses", "/courses"));
    Stream<Link> admins =
        user != null && user.isAdmin() ? Stream.of(new Link("admin", "/admin/people")) : Stream.empty();
    return Stream.concat(everyone, admins).toList();
  }

  /** A place in the main navigation. */
  record Link(String name, String path) {

    public String label() {
      return "shell." + name;
    }

    public boolean is(@Nullable String active) {
      return name.equals(active);
    }
  }
}
