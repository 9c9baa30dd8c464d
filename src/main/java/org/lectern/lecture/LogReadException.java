package org.lectern.lecture;

import java.sql.SQLException;

/** The log could not be read: the database is away, or the transaction is lost. */
public class LogReadException extends RuntimeException {

  LogReadException(SQLException cause) {
    super(cause.getMessage(), cause);
  }
}
