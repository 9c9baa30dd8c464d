package org.lectern;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Time is handed in everywhere, so that tests can turn it. */
@Configuration(proxyBeanMethods = false)
class Time {

  @Bean
  SteadyClock clock() {
    return new SteadyClock();
  }
}
