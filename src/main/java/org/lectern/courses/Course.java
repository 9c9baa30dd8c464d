package org.lectern.courses;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.lectern.text.Written;

/** A course: what is taught, over many lectures, to the people enrolled in it. */
@Entity
@DynamicUpdate // whoever archives it while somebody else names it anew takes nothing back
public class Course {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  /** Made by the form that asked for the course: a form sent twice makes one course. */
  private UUID clientId;

  private String title;
  private String code;
  private String description;
  private @Nullable Instant archivedAt;
  private Instant createdAt = Instant.now();
  private boolean questionsApproved;
  private boolean questionsNobodys;

  @SuppressWarnings("NullAway.Init")
  protected Course() {}

  Course(UUID clientId, String title, String code, String description) {
    this.clientId = clientId;
    describe(title, code, description);
  }

  public CourseId id() {
    if (id == null) {
      throw new IllegalStateException("not saved yet");
    }
    return new CourseId(id);
  }

  public String title() {
    return title;
  }

  /** The short name on timetables, such as {@code GEO 204}. */
  public String code() {
    return code;
  }

  public String description() {
    return description;
  }

  /** Whether the course is kept for reading only. */
  public boolean isArchived() {
    return archivedAt != null;
  }

  final void describe(String title, String code, String description) {
    this.title = Written.line(title);
    this.code = Written.line(code);
    this.description = Written.lines(description);
  }

  /** Whether those who teach read a question before the class does. */
  public boolean areQuestionsApproved() {
    return questionsApproved;
  }

  /** Whether one may ask so that nobody knows who it was. */
  public boolean mayQuestionsBeNobodys() {
    return questionsNobodys;
  }

  void chooseForQuestions(boolean approved, boolean nobodys) {
    questionsApproved = approved;
    questionsNobodys = nobodys;
  }

  void archive(Instant now) {
    archivedAt = now;
  }

  void restore() {
    archivedAt = null;
  }
}
