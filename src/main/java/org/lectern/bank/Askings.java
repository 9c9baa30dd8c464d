package org.lectern.bank;

import java.util.List;
import java.util.Map;
import org.lectern.courses.CourseId;

/** How classes answered what was asked of a bank. The room knows. */
public interface Askings {

  /** By question, the newest first. */
  Map<Long, List<Asking>> of(CourseId course);
}
