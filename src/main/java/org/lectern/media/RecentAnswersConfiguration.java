package org.lectern.media;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts {@link RecentAnswers} before everything that it saves. */
@Configuration(proxyBeanMethods = false)
class RecentAnswersConfiguration {

  @Bean
  static FilterRegistrationBean<RecentAnswers> recentAnswers() {
    FilterRegistrationBean<RecentAnswers> registration = new FilterRegistrationBean<>(new RecentAnswers(Ticker.systemTicker()));
    registration.addUrlPatterns("/lectures/*");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  /** Counted here because they are answered before Spring measures requests. */
  @Bean
  static MeterBinder piecesGivenAgain(FilterRegistrationBean<RecentAnswers> recentAnswers) {
    return registry ->
        FunctionCounter.builder("lectern.media.pieces", recentAnswers.getFilter(), RecentAnswers::given)
            .description("Pieces of recordings given out as the one before")
            .register(registry);
  }
}
