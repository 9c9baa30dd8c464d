package org.lectern.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.resource.AbstractResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * Knows by heart which links lead to a file of ours, because every link that a page writes is asked about. A register has a thousand
 * to other pages, and each was looked for in every jar.
 */
final class KnownFiles extends AbstractResourceResolver {

  private final Set<String> paths;

  /** @param paths of all files, without a slash before them */
  KnownFiles(Set<String> paths) {
    this.paths = paths;
  }

  @Override
  protected @Nullable Resource resolveResourceInternal(
      @Nullable HttpServletRequest request, String path, List<? extends Resource> locations, ResourceResolverChain chain) {
    return chain.resolveResource(request, path, locations);
  }

  @Override
  protected @Nullable String resolveUrlPathInternal(
      String path, List<? extends Resource> locations, ResourceResolverChain chain) {
    return paths.contains(StringUtils.trimLeadingCharacter(path, '/')) ? path : null;
  }
}
