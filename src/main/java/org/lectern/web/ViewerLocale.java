package org.lectern.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.Reader;
import org.lectern.accounts.Readers;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.TimeZoneAwareLocaleContext;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.i18n.AbstractLocaleContextResolver;

/** Tells Spring in whose language the sentences of a page and its forms are: that of its {@link Reader}. */
@Component("localeResolver")
class ViewerLocale extends AbstractLocaleContextResolver {

  private final Readers readers;

  ViewerLocale(Readers readers) {
    this.readers = readers;
  }

  @Override
  public LocaleContext resolveLocaleContext(HttpServletRequest request) {
    return new Viewer(() -> readers.of(request));
  }

  @Override
  public void setLocaleContext(
      HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable LocaleContext context) {
    throw new UnsupportedOperationException("the account and the browser decide");
  }

  /** Asks for the reader when it is asked: most requests say nothing in words. */
  private record Viewer(Supplier<Reader> reader) implements TimeZoneAwareLocaleContext {

    @Override
    public Locale getLocale() {
      return reader.get().locale();
    }

    @Override
    public TimeZone getTimeZone() {
      return TimeZone.getTimeZone(reader.get().zone());
    }
  }
}
