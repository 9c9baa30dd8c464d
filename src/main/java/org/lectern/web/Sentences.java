package org.lectern.web;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * The sentences that a page's scripts fill in. Their keys begin alike, so that a new one is a line among the sentences and nothing else;
 * a template asks for them with {@code @sentences.under('words.')}.
 */
@Component
class Sentences {

  private final List<String> files;

  Sentences(@Value("${spring.messages.basename}") List<String> files) {
    this.files = files.stream().map(String::strip).toList();
  }

  /** All sentences whose keys begin with this, in the language of who asks. */
  public List<Sentence> under(String prefix) {
    Locale locale = LocaleContextHolder.getLocale();
    return files.stream()
        .map(file -> ResourceBundle.getBundle(file, locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES)))
        .flatMap(
            sentences ->
                sentences.keySet().stream()
                    .filter(key -> key.startsWith(prefix))
                    .sorted()
                    .map(key -> new Sentence(key.substring(prefix.length()), sentences.getString(key))))
        .toList();
  }

  /**
   * One of them.
   *
   * @param key what follows the beginning that all of them have
   */
  record Sentence(String key, String text) {}
}
