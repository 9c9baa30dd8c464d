package org.lectern.media;

import com.github.benmanes.caffeine.cache.Ticker;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts {@link RecentAnswers} before everything that it saves. */
@Configuration(proxyBeanMethods = false)
class RecentAnswersConfiguration {

  /** After forwarded headers were read. */
  private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

  @Bean
  static FilterRegistrationBean<RecentAnswers> recentAnswers() {
    FilterRegistrationBean<RecentAnswers> registration = new FilterRegistrationBean<>(new RecentAnswers(Ticker.systemTicker()));
    registration.addUrlPatterns("/lectures/*");
    registration.setOrder(ORDER);
    return registration;
  }
}
