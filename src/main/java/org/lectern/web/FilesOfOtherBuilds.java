package org.lectern.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.resource.AbstractResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * While nodes are replaced one after the other, a page made by one build asks a node of another for its files. It is given those of that
 * node, which work together, and keeps them no longer than the page: what stands under the address for good, only its own build knows.
 */
final class FilesOfOtherBuilds extends AbstractResourceResolver {

  private final String own;
  private final Pattern versioned;

  FilesOfOtherBuilds(String own) {
    this.own = own;
    this.versioned = Pattern.compile("/?([0-9a-f]{%d})/(.+)".formatted(own.length()));
  }

  @Override
  protected @Nullable Resource resolveResourceInternal(
      @Nullable HttpServletRequest request, String path, List<? extends Resource> locations, ResourceResolverChain chain) {
    Matcher asked = versioned.matcher(path);
    return chain.resolveResource(request, isOfAnother(asked) ? asked.group(2) : path, locations);
  }

  @Override
  protected @Nullable String resolveUrlPathInternal(String path, List<? extends Resource> locations, ResourceResolverChain chain) {
    return chain.resolveUrlPath(path, locations);
  }

  private boolean isOfAnother(Matcher asked) {
    return asked.matches() && !asked.group(1).equals(own);
  }

  /** Sees to it that nobody keeps them. */
  OncePerRequestFilter unkept() {
    return new OncePerRequestFilter() {
      @Override
      protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        chain.doFilter(request, isOfAnother(versioned.matcher(path)) ? new Unkept(response) : response);
      }
    };
  }

  private static final class Unkept extends HttpServletResponseWrapper {

    Unkept(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setHeader(String name, String value) {
      super.setHeader(name, HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name) ? String.valueOf(CacheControl.noStore().getHeaderValue()) : value);
    }
  }
}
