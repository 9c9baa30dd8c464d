package org.lectern.courses.materials;

import java.io.InputStream;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.courses.materials.MaterialFiles.Stored;
import org.lectern.text.Written;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds, keeps and removes the files of courses. The row is written after the file is safe on disk, so that
 * every row has its file; a file whose row never came is swept away at the next start.
 */
@Component
public class Materials {

  private final JdbcClient jdbc;
  private final MaterialFiles files;
  private final Courses courses;
  private final Clock clock;

  Materials(JdbcClient jdbc, MaterialFiles files, Courses courses, Clock clock) {
    this.jdbc = jdbc;
    this.files = files;
    this.courses = courses;
    this.clock = clock;
  }

  /** A file this person may have; empty for a stranger. */
  public Optional<Material> findVisibleTo(User user, MaterialId id) {
    return find(id)
        .filter(
            material ->
                courses
                    .visibleTo(user)
                    .find(material.course())
                    .filter(course -> course.may(CourseAct.DOWNLOAD_MATERIALS))
                    .isPresent());
  }

  /** For what is told of a file to whom may see where it is used; its bytes go through {@link #findVisibleTo}. */
  public Optional<Material> find(MaterialId id) {
    return jdbc.sql("select * from material where id = ?").param(id.value()).query(Materials::read).optional();
  }

  /** The files of a course, the newest first. */
  public List<Material> of(CourseId course) {
    return jdbc.sql("select * from material where course_id = ? order by uploaded_at desc, id desc")
        .param(course.value())
        .query(Materials::read)
        .list();
  }

  public int count(CourseId course) {
    return jdbc.sql("select count(*) from material where course_id = ?")
        .param(course.value())
        .query(Integer.class)
        .single();
  }

  /**
   * Keeps a file. The same bytes under the same name in the same course are the file that is there already, so
   * that a form sent twice adds one.
   *
   * @param check looks at the file before it is kept and throws when it is not to be
   */
  public <X extends Exception> Material add(
      CourseId course, User uploader, String name, InputStream bytes, Check<X> check) throws X {
    Path incoming = files.receive(bytes);
    try {
      check.examine(incoming);
      return record(course, uploader, FileName.of(name), files.keep(incoming));
    } finally {
      files.discard(incoming);
    }
  }

  private Material record(CourseId course, User uploader, String name, Stored file) {
    long id =
        jdbc.sql(
                """
                insert into material (course_id, name, bytes, sha256, uploaded_by, uploaded_at)
                values (?, ?, ?, ?, ?, ?)
                on conflict (course_id, name, sha256) do update set uploaded_at = excluded.uploaded_at
                returning id
                """)
            .params(
                course.value(),
                name,
                file.bytes(),
                file.sha256(),
                uploader.id().value(),
                Timestamp.from(clock.instant()))
            .query(Long.class)
            .single();
    return find(new MaterialId(id)).orElseThrow();
  }

  /** Removes the file from the course; its bytes go when no other course has the same. */
  public void remove(MaterialId id) {
    find(id).ifPresent(this::remove);
  }

  private void remove(Material material) {
    try {
      jdbc.sql("delete from material where id = ?").param(material.id().value()).update();
    } catch (DataIntegrityViolationException shownInLectures) {
      throw new MaterialInUseException();
    }
    if (!isUsed(material.sha256())) {
      files.remove(material.sha256());
    }
  }

  private boolean isUsed(String sha256) {
    return jdbc.sql("select exists(select from material where sha256 = ?) or exists(select from course_image where sha256 = ?)")
        .params(sha256, sha256)
        .query(Boolean.class)
        .single();
  }

  /** Where the bytes of this file are, for reading. */
  public Path file(Material material) {
    return files.path(material.sha256());
  }

  private static Material read(ResultSet row, int number) throws SQLException {
    return new Material(
        new MaterialId(row.getLong("id")),
        new CourseId(row.getLong("course_id")),
        row.getString("name"),
        row.getLong("bytes"),
        row.getString("sha256"),
        new UserId(row.getLong("uploaded_by")),
        row.getTimestamp("uploaded_at").toInstant());
  }

  /** Looks at a file that has arrived, before it is kept. */
  @FunctionalInterface
  public interface Check<X extends Exception> {
    void examine(Path file) throws X;
  }
}
