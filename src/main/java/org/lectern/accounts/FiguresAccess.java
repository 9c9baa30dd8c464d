package org.lectern.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Who may look at an instance's figures: admins, and a program that brings the token an operator has set. */
@Component
class FiguresAccess implements AuthorizationManager<RequestAuthorizationContext> {

  private static final String ADMIN = "ROLE_" + Role.ADMIN.name();
  private static final int SHORTEST_TOKEN = 16;

  private final byte @Nullable [] expected;

  FiguresAccess(@Value("${lectern.figures.token:}") String token) {
    if (!token.isEmpty() && token.length() < SHORTEST_TOKEN) {
      throw new IllegalArgumentException("lectern.figures.token has fewer than %d characters".formatted(SHORTEST_TOKEN));
    }
    expected = token.isEmpty() ? null : ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext asked) {
    return new AuthorizationDecision(bringsToken(asked.getRequest().getHeader(HttpHeaders.AUTHORIZATION)) || isAdmin(who.get()));
  }

  private boolean bringsToken(@Nullable String header) {
    return expected != null && header != null && MessageDigest.isEqual(expected, header.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isAdmin(@Nullable Authentication who) {
    return who != null
        && who.isAuthenticated()
        && who.getAuthorities().stream().anyMatch(authority -> ADMIN.equals(authority.getAuthority()));
  }
}
