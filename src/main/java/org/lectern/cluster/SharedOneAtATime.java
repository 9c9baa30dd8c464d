package org.lectern.cluster;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/** A lock of PostgreSQL's that belongs to a connection: it ends with the work, or with the node. */
@Component
@ConditionalOnBooleanProperty("lectern.cluster")
final class SharedOneAtATime implements OneAtATime {

  /** Asked again rather than waited for: no answer of the database may take longer than a minute. */
  private static final long BETWEEN_TRIES_MILLIS = 200;

  private final JdbcTemplate jdbc;

  SharedOneAtATime(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void run(String what, Runnable work) {
    jdbc.execute((ConnectionCallback<Void>) connection -> {
      JdbcTemplate own = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
      while (!Boolean.TRUE.equals(own.queryForObject("select pg_try_advisory_lock(hashtextextended(?, 0))", Boolean.class, what))) {
        pause(what);
      }
      try {
        work.run();
      } finally {
        own.queryForObject("select pg_advisory_unlock(hashtextextended(?, 0))", Boolean.class, what);
      }
      return null;
    });
  }

  private static void pause(String what) {
    try {
      Thread.sleep(BETWEEN_TRIES_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new CannotAcquireLockException("Interrupted while another node does " + what, stopping);
    }
  }
}
