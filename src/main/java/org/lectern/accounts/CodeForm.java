package org.lectern.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractAuthenticationFilterConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.ForwardAuthenticationFailureHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The form that asks for the code. It ends as the form with the password does: with a new session, a remembered device, the way back. */
final class CodeForm extends AbstractAuthenticationFilterConfigurer<HttpSecurity, CodeForm, CodeForm.Filter> {

  static final String PAGE = "/sign-in/code";
  static final String FAILED = "/sign-in/code/failed";

  CodeForm() {
    super(new Filter(), PAGE);
    failureHandler(new ForwardAuthenticationFailureHandler(FAILED));
  }

  @Override
  protected RequestMatcher createLoginProcessingUrlMatcher(String page) {
    return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, page);
  }

  /** Of the kind whose place in the chain is known. */
  static final class Filter extends UsernamePasswordAuthenticationFilter {

    @Override
    public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response) {
      UserId person = HalfSignedIn.in(request).orElseThrow(() -> new InsufficientAuthenticationException("the password comes first"));
      String code = request.getParameter("code");
      if (code == null) {
        throw new BadCredentialsException("no code");
      }
      CodeSignIn.Attempt attempt = new CodeSignIn.Attempt(person, code, request.getRemoteAddr());
      attempt.setDetails(new WebAuthenticationDetailsSource().buildDetails(request));
      Authentication result = getAuthenticationManager().authenticate(attempt);
      HalfSignedIn.clear(request);
      return result;
    }
  }
}
