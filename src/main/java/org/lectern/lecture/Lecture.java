package org.lectern.lecture;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.courses.CourseId;
import org.lectern.text.Written;

/**
 * One class meeting: planned, live or over. The plan is changed here; everything that happens in the
 * meeting itself is in its {@link LectureLog}, which also moves the columns that are read-only here.
 */
@Entity
public class Lecture {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  /** Made by the form that asked for the lecture: a form sent twice plans one. */
  private UUID clientId;

  private long courseId;
  private String title;
  private Instant startsAt;
  private int lengthSeconds;
  private String zone;
  private @Nullable Instant cancelledAt;
  private Instant createdAt = Instant.now();

  @Column(insertable = false, updatable = false)
  private @Nullable Instant startedAt;

  @Column(insertable = false, updatable = false)
  private @Nullable Instant endedAt;

  @Column(insertable = false, updatable = false)
  private @Nullable Long sealedSeq;

  @SuppressWarnings("NullAway.Init")
  protected Lecture() {}

  Lecture(UUID clientId, CourseId course, String title, ZonedDateTime start, Duration length) {
    this.clientId = clientId;
    this.courseId = course.value();
    plan(title, start, length);
  }

  /** Changes what is planned. */
  void plan(String title, ZonedDateTime start, Duration length) {
    this.title = Written.line(title);
    this.startsAt = start.toInstant();
    this.zone = start.getZone().getId();
    this.lengthSeconds = Math.toIntExact(length.toSeconds());
  }

  void cancel(Instant now) {
    cancelledAt = now;
  }

  public LectureId id() {
    if (id == null) {
      throw new IllegalStateException("not saved yet");
    }
    return new LectureId(id);
  }

  public CourseId course() {
    return new CourseId(courseId);
  }

  public String title() {
    return title;
  }

  /** When it is planned to start. */
  public Instant startsAt() {
    return startsAt;
  }

  /** The planned start on the clocks of the place it is taught at. */
  public ZonedDateTime localStart() {
    return startsAt.atZone(zone());
  }

  /** When it was first planned. */
  public Instant createdAt() {
    return createdAt;
  }

  /** The planned length. */
  public Duration length() {
    return Duration.ofSeconds(lengthSeconds);
  }

  public Instant plannedEnd() {
    return startsAt.plusSeconds(lengthSeconds);
  }

  public ZoneId zone() {
    return ZoneId.of(zone);
  }

  /** The wall clock at zero of lecture time; empty before <em>Start session</em>. */
  public Optional<Instant> startedAt() {
    return Optional.ofNullable(startedAt);
  }

  public Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  public boolean isCancelled() {
    return cancelledAt != null;
  }

  public boolean isLive() {
    return startedAt != null && endedAt == null;
  }

  /** Whether the end can no longer be undone: entries up to the sealed {@code seq} never change again. */
  public boolean isSealed() {
    return sealedSeq != null;
  }

  /** The last entry that was part of the lecture itself; empty until it is sealed. */
  OptionalLong sealedSeq() {
    return sealedSeq == null ? OptionalLong.empty() : OptionalLong.of(sealedSeq);
  }

  public Phase phase() {
    if (cancelledAt != null) {
      return Phase.CANCELLED;
    }
    if (startedAt == null) {
      return Phase.PLANNED;
    }
    return endedAt == null ? Phase.LIVE : Phase.ENDED;
  }

  /** Where a lecture stands in its life. */
  public enum Phase {
    PLANNED,
    LIVE,
    ENDED,
    CANCELLED
  }
}
