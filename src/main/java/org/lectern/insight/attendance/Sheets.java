package org.lectern.insight.attendance;

import java.util.List;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.courses.CourseId;
import org.lectern.lecture.LectureId;
import org.lectern.text.Alphabet;
import org.springframework.stereotype.Component;

/** Writes sheets from the register. */
@Component
class Sheets {

  private final Register register;
  private final Users users;
  private final Words words;

  Sheets(Register register, Users users, Words words) {
    this.register = register;
    this.users = users;
    this.words = words;
  }

  /** All students of a course, by name. */
  Sheet of(CourseId course) {
    return of(register.of(course));
  }

  /** One student; a sheet without rows when the person is no student of the course. */
  Sheet of(CourseId course, UserId student) {
    return of(register.of(course, student));
  }

  /** All students in one lecture; a sheet without lectures when the course has no such lecture. */
  Sheet of(CourseId course, LectureId lecture) {
    return of(register.of(course, lecture));
  }

  private Sheet of(Register.Book book) {
    List<User> students =
        users.findAll(book.cells().keySet()).stream()
            .sorted(Alphabet.by(User::name))
            .toList();
    return Sheet.of(book, students, words);
  }
}
