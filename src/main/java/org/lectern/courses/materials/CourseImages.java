package org.lectern.courses.materials;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.lectern.accounts.SentPicture;
import org.lectern.accounts.SentPicture.Repainted;
import org.lectern.accounts.UnreadablePictureException;
import org.lectern.accounts.User;
import org.lectern.courses.CourseId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The images that people of a course write into messages and questions, painted anew and kept as its materials are. */
@Component
public class CourseImages {

  /** What fills a large screen. */
  private static final int LONGEST_SIDE = 2_000;

  private final JdbcClient jdbc;
  private final MaterialFiles files;
  private final Clock clock;

  CourseImages(JdbcClient jdbc, MaterialFiles files, Clock clock) {
    this.jdbc = jdbc;
    this.files = files;
    this.clock = clock;
  }

  public CourseImage add(CourseId course, User uploader, byte[] sent) throws UnreadablePictureException {
    Repainted picture = SentPicture.whole(sent, LONGEST_SIDE);
    Path incoming = files.receive(new ByteArrayInputStream(picture.bytes()));
    try {
      CourseImage image =
          new CourseImage(UUID.randomUUID(), course, picture.type(), picture.width(), picture.height(), files.keep(incoming).sha256());
      record(image, uploader);
      return image;
    } finally {
      files.discard(incoming);
    }
  }

  private void record(CourseImage image, User uploader) {
    jdbc.sql(
            """
            insert into course_image (id, course_id, type, width, height, sha256, uploaded_by, uploaded_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            image.id(),
            image.course().value(),
            image.type(),
            image.width(),
            image.height(),
            image.sha256(),
            uploader.id().value(),
            Timestamp.from(clock.instant()))
        .update();
  }

  /** An image of this course; whether somebody may see it is known to whoever may see the course. */
  public Optional<CourseImage> find(CourseId course, UUID id) {
    return jdbc.sql("select type, width, height, sha256 from course_image where id = ? and course_id = ?")
        .params(id, course.value())
        .query((row, _) -> new CourseImage(id, course, row.getString(1), row.getInt(2), row.getInt(3), row.getString(4)))
        .optional();
  }

  Path file(CourseImage image) {
    return files.path(image.sha256());
  }

  /** @param type as HTTP names it */
  public record CourseImage(UUID id, CourseId course, String type, int width, int height, String sha256) {}
}
