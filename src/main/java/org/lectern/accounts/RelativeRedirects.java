package org.lectern.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.DefaultRedirectStrategy;

/** Leads on by a path: only the browser knows for sure under which address it reaches us. */
final class RelativeRedirects extends DefaultRedirectStrategy {

  @Override
  public void sendRedirect(HttpServletRequest request, HttpServletResponse response, String address) throws IOException {
    String here = request.getScheme() + "://";
    int path = address.startsWith(here) ? address.indexOf('/', here.length()) : -1;
    if (path < 0) {
      super.sendRedirect(request, response, address);
    } else {
      response.sendRedirect(address.substring(path));
    }
  }
}
