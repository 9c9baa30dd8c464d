package org.lectern.accounts;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The pictures people give of themselves. Who may see one is decided by whoever knows who has to do with whom. */
@Component
public class Pictures {

  private final JdbcClient jdbc;
  private final UserRepository repository;

  Pictures(JdbcClient jdbc, UserRepository repository) {
    this.jdbc = jdbc;
    this.repository = repository;
  }

  public Optional<Picture> find(UUID id) {
    return jdbc.sql("select user_id, jpeg from picture where id = ?")
        .param(id)
        .query((row, _) -> new Picture(new UserId(row.getLong(1)), row.getBytes(2)))
        .optional();
  }

  /** Takes a picture in place of the one there was. It gets another address, so that nobody goes on seeing the old one. */
  @Transactional
  public void put(UserId person, byte[] jpeg) {
    UUID id = UUID.randomUUID();
    jdbc.sql("insert into picture (id, user_id, jpeg) values (?, ?, ?) on conflict (user_id) do update set id = excluded.id, jpeg = excluded.jpeg")
        .params(id, person.value(), jpeg)
        .update();
    repository.findById(person.value()).orElseThrow().setPicture(id);
  }

  @Transactional
  public void remove(UserId person) {
    jdbc.sql("delete from picture where user_id = ?").param(person.value()).update();
    repository.findById(person.value()).orElseThrow().setPicture(null);
  }

  /** @param of whom it shows */
  public record Picture(UserId of, byte[] jpeg) {}
}
