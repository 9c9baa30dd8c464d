package org.lectern;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator may say about the whole product.
 *
 * @param home folder for everything kept outside PostgreSQL: materials, media and, unless a
 *     {@code spring.datasource.url} is given, the embedded database itself
 * @param demo whether sample people, courses and lectures are put in, and their well-known password
 *     accepted; never on a machine that strangers reach
 * @param drain for how long one of several nodes that is told to stop goes on while it says that it is not ready, so that a
 *     balancer has noticed before its people are moved
 */
@ConfigurationProperties("lectern")
public record LecternSettings(
    @DefaultValue(".lectern") Path home, @DefaultValue("false") boolean demo, @DefaultValue("5s") Duration drain) {

  public LecternSettings {
    home = home.toAbsolutePath().normalize();
  }
}
