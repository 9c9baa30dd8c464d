package org.lectern.accounts;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;

/**
 * Leads to sign-in and, when a form was sent after its session had expired, back to the page of that form.
 * The request itself is not repeated: its person may be another one now.
 */
class FormReturningEntryPoint extends LoginUrlAuthenticationEntryPoint {

  /** Where Spring Security's request cache looks for the way back. */
  private static final String SAVED_REQUEST = "SPRING_SECURITY_SAVED_REQUEST";

  FormReturningEntryPoint(String signIn) {
    super(signIn);
  }

  @Override
  public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException, ServletException {
    if (!HttpMethod.GET.matches(request.getMethod())) {
      pageOfForm(request)
          .ifPresent(page -> request.getSession().setAttribute(SAVED_REQUEST, new SimpleSavedRequest(page)));
    }
    super.commence(request, response, reason);
  }

  @Override
  protected String determineUrlToUseForThisRequest(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason) {
    return super.determineUrlToUseForThisRequest(request, response, reason) + (request.getAttribute(LongestSession.OVER) == null ? "" : "?again");
  }

  /** Only the path is taken from the header, so that it cannot lead to another site. */
  private static Optional<String> pageOfForm(HttpServletRequest request) {
    try {
      return Optional.ofNullable(request.getHeader(HttpHeaders.REFERER))
          .map(URI::create)
          .map(URI::getRawPath)
          .filter(path -> path.startsWith(request.getContextPath() + "/"))
          .map(path -> path.substring(request.getContextPath().length()))
          .filter(path -> !path.startsWith("//"));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }
}
