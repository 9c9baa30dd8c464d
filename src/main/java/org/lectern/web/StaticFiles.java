package org.lectern.web;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.config.annotation.ResourceChainRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * Serves what browsers may keep for a year: our own files under one version made of all their bytes, so that
 * modules and stylesheets import each other by plain relative paths, and WebJars under their own versions.
 */
@Configuration(proxyBeanMethods = false)
class StaticFiles implements WebMvcConfigurer {

  private static final CacheControl KEEP = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private static final String FOLDER = "/static/";

  private final IconSprite icons = new IconSprite();
  private final List<Resource> files = files();
  private final String version = version();
  private final FilesOfOtherBuilds otherBuilds = new FilesOfOtherBuilds(version);
  private final boolean isKept;

  /** Whoever is changing these files says {@code spring.web.resources.chain.cache=false}, and gets each as it is now. */
  StaticFiles(WebProperties settings) {
    isKept = settings.getResources().getChain().isCache();
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/webjars/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setCacheControl(KEEP);
    ResourceChainRegistration chain =
        registry
            .addResourceHandler("/**")
            .addResourceLocations("classpath:" + FOLDER)
            .setCacheControl(isKept ? KEEP : CacheControl.noStore())
            .resourceChain(isKept)
            .addResolver(new VersionResourceResolver().addFixedVersionStrategy(version, "/**"))
            .addResolver(otherBuilds)
            .addResolver(icons)
            .addResolver(new KnownFiles(files.stream().map(StaticFiles::path).collect(Collectors.toUnmodifiableSet())))
            .addTransformer(new WithoutComments())
            .addTransformer(new InlinedImports());
    if (isKept) {
      chain.addTransformer(new LinkedModules());
    }
  }

  /** Puts the version into every link a template writes. */
  @Bean
  FilterRegistrationBean<ResourceUrlEncodingFilter> versionedLinks() {
    FilterRegistrationBean<ResourceUrlEncodingFilter> filter =
        new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.FORWARD);
    return filter;
  }

  @Bean
  FilterRegistrationBean<OncePerRequestFilter> unkeptFilesOfOtherBuilds() {
    return new FilterRegistrationBean<>(otherBuilds.unkept());
  }

  private static List<Resource> files() {
    try {
      return List.of(new PathMatchingResourcePatternResolver().getResources("classpath*:%s**/*.*".formatted(FOLDER)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String path(Resource file) {
    try {
      String address = file.getURL().toString();
      return address.substring(address.lastIndexOf(FOLDER) + FOLDER.length());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String version() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Resource file : files.stream().sorted(Comparator.comparing(StaticFiles::path)).toList()) {
        digest.update(file.getContentAsByteArray());
      }
      digest.update(icons.bytes());
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
