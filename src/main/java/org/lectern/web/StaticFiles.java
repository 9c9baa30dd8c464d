package org.lectern.web;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
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

  private final IconSprite icons = new IconSprite();

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/webjars/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setCacheControl(KEEP);
    registry
        .addResourceHandler("/**")
        .addResourceLocations("classpath:/static/")
        .setCacheControl(KEEP)
        .resourceChain(true)
        .addResolver(new VersionResourceResolver().addFixedVersionStrategy(version(), "/**"))
        .addResolver(icons)
        .addTransformer(new WithoutComments())
        .addTransformer(new InlinedImports())
        .addTransformer(new LinkedModules());
  }

  /** Puts the version into every link a template writes. */
  @Bean
  FilterRegistrationBean<ResourceUrlEncodingFilter> versionedLinks() {
    FilterRegistrationBean<ResourceUrlEncodingFilter> filter =
        new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.FORWARD);
    return filter;
  }

  private String version() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:/static/**/*.*");
      Arrays.sort(files, Comparator.comparing(file -> String.valueOf(file.getFilename())));
      for (Resource file : files) {
        try (InputStream bytes = file.getInputStream()) {
          digest.update(bytes.readAllBytes());
        }
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
