package org.lectern.accounts;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.authentication.rememberme.JdbcTokenRepositoryImpl;
import org.springframework.security.web.authentication.rememberme.PersistentRememberMeToken;
import org.springframework.stereotype.Component;

/** Devices that sign somebody in by themselves, because their person ticked the box. Each has a series; its token changes with every use. */
@Component
class RememberedDevices extends JdbcTokenRepositoryImpl {

  /** From the box on, however often it is used: then the password is asked for again. */
  static final Duration LONGEST = Duration.ofDays(30);

  private static final Duration TABS_OPENED_AT_ONCE = Duration.ofSeconds(30);

  private final JdbcClient jdbc;

  RememberedDevices(DataSource dataSource, JdbcClient jdbc) {
    setDataSource(dataSource);
    this.jdbc = jdbc;
  }

  @Override
  public @Nullable PersistentRememberMeToken getTokenForSeries(String series) {
    boolean tooOld =
        jdbc.sql("select first_used < ? from persistent_logins where series = ?")
            .params(Timestamp.from(Instant.now().minus(LONGEST)), series)
            .query(Boolean.class)
            .optional()
            .orElse(true);
    return tooOld ? null : super.getTokenForSeries(series);
  }

  @Override
  public void updateToken(String series, String token, Date lastUsed) {
    jdbc.sql("update persistent_logins set token_before = token, token = ?, last_used = ? where series = ?")
        .params(token, lastUsed, series)
        .update();
  }

  /** Whose device it is that shows the token it had until a moment ago: the next was on its way to another tab. */
  Optional<String> withTokenJustReplaced(String series, String token) {
    return jdbc.sql("select username from persistent_logins where series = ? and token_before = ? and last_used > ? and first_used >= ?")
        .params(series, token, Timestamp.from(Instant.now().minus(TABS_OPENED_AT_ONCE)), Timestamp.from(Instant.now().minus(LONGEST)))
        .query(String.class)
        .optional();
  }

  void call(String series, String name) {
    jdbc.sql("update persistent_logins set device = ? where series = ?").params(name, series).update();
  }

  List<Device> of(UserId person) {
    return jdbc.sql("select series, device, first_used, last_used from persistent_logins where username = ? and first_used >= ?")
        .params(person.toString(), Timestamp.from(Instant.now().minus(LONGEST)))
        .query((row, _) -> new Device(row.getString(1), row.getString(2), row.getTimestamp(3).toInstant(), row.getTimestamp(4).toInstant()))
        .list();
  }

  void forget(String series) {
    jdbc.sql("delete from persistent_logins where series = ?").param(series).update();
  }

  record Device(String series, String name, Instant since, Instant lastUsed) {}
}
