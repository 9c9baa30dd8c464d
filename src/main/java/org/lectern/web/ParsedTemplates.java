package org.lectern.web;

import org.springframework.context.annotation.Configuration;
import org.thymeleaf.cache.StandardCacheManager;
import org.thymeleaf.spring6.SpringTemplateEngine;

/**
 * Keeps every template and every expression of ours once it is parsed. Thymeleaf keeps 200 and 500 of them, ours are some more, and what
 * is asked for in turn from too small a cache is never there.
 */
@Configuration(proxyBeanMethods = false)
class ParsedTemplates {

  private static final int TEMPLATES_AND_FRAGMENTS = 2_000;
  private static final int EXPRESSIONS = 10_000;

  ParsedTemplates(SpringTemplateEngine engine) {
    StandardCacheManager caches = (StandardCacheManager) engine.getCacheManager();
    caches.setTemplateCacheMaxSize(TEMPLATES_AND_FRAGMENTS);
    caches.setExpressionCacheMaxSize(EXPRESSIONS);
  }
}
