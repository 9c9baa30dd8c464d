package org.lectern.text;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.context.MessageSourceProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Every sentence the server fills in: whatever text is put into one is closed off against the words around it. */
@Configuration(proxyBeanMethods = false)
class SentencesWithNames {

  @Bean
  @ConfigurationProperties("spring.messages")
  MessageSourceProperties sentencesProperties() {
    return new MessageSourceProperties();
  }

  @Bean
  Isolating messageSource(MessageSourceProperties properties) {
    Isolating sentences = new Isolating();
    sentences.setBasenames(properties.getBasename().toArray(String[]::new));
    sentences.setDefaultEncoding(properties.getEncoding().name());
    sentences.setFallbackToSystemLocale(properties.isFallbackToSystemLocale());
    if (properties.getCacheDuration() != null) {
      sentences.setCacheMillis(properties.getCacheDuration().toMillis());
    }
    return sentences;
  }

  static final class Isolating extends ResourceBundleMessageSource {

    @Override
    protected Object[] resolveArguments(Object @Nullable [] values, Locale locale) {
      return Arrays.stream(super.resolveArguments(values, locale))
          .map(value -> value instanceof String words ? Isolates.isolated(words) : value)
          .toArray();
    }
  }
}
