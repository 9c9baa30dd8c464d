package org.lectern.replay;

import java.util.Optional;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Lecture;

/** A question to the module above, which keeps the register: what of a lecture is asked of one person, and what they have of that. */
@FunctionalInterface
public interface AskedOf {

  /** Empty for who is no student of it, and before it has begun. */
  Optional<Coverage> student(UserId person, Lecture lecture);
}
