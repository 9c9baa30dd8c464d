package org.lectern.courses.materials;

import java.time.Instant;
import java.util.Locale;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseId;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/**
 * A file of a course.
 *
 * @param name as the person who uploaded it named it
 * @param bytes its length
 * @param sha256 of its bytes, in lower-case hexadecimal
 */
public record Material(
    MaterialId id, CourseId course, String name, long bytes, String sha256, UserId uploadedBy, Instant uploadedAt) {

  /** Decided by the name alone: what the uploader's browser claimed is not trusted. */
  public MediaType type() {
    return MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM);
  }

  /** Where its bytes are. What it is called stands in their header alone: no name can make an address that does not answer. */
  public String url() {
    return "/materials/" + id + "/file";
  }

  /** The ending of the name in capitals, {@code PDF}; empty without one. */
  public String kind() {
    int dot = name.lastIndexOf('.');
    return dot < 1 || name.length() - dot > 6 ? "" : name.substring(dot + 1).toUpperCase(Locale.ROOT);
  }

  /** Its length as people say it: {@code 4.2 MB}. */
  public String size() {
    if (bytes < 1_000_000) {
      return "%d kB".formatted(Math.max(1, Math.round(bytes / 1e3)));
    }
    return String.format(Locale.ROOT, bytes < 10_000_000 ? "%.1f MB" : "%.0f MB", bytes / 1e6);
  }
}
