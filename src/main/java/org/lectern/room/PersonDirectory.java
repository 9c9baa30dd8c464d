package org.lectern.room;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.courses.CourseId;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolments;
import org.lectern.courses.Namesakes;
import org.lectern.courses.Participant;

/** Names for the numbers in a log: the log itself never holds a name. */
final class PersonDirectory {

  private final CourseId course;
  private final Users users;
  private final Enrolments enrolments;
  private final Map<UserId, Member> members = new ConcurrentHashMap<>();
  private volatile int enrolled;

  PersonDirectory(CourseId course, Users users, Enrolments enrolments) {
    this.course = course;
    this.users = users;
    this.enrolments = enrolments;
    loadEveryoneEnrolled();
  }

  private void loadEveryoneEnrolled() {
    List<Participant> participants = enrolments.participants(course);
    Namesakes namesakes = new Namesakes(participants);
    participants.forEach(one -> members.put(one.user(), new Member(one.user(), namesakes.name(one.user(), one.name()), one.role())));
    enrolled = (int) participants.stream().filter(one -> one.role() == CourseRole.STUDENT).count();
  }

  /** Somebody came who may have been enrolled, or given another part, since the room opened. */
  void add(Member member) {
    Member known = members.get(member.id());
    if (known == null || known.role() != member.role()) {
      loadEveryoneEnrolled();
      members.putIfAbsent(member.id(), member);
    }
  }

  /** How many students the course had when the room opened. */
  int enrolled() {
    return enrolled;
  }

  Member find(UserId person) {
    return members.computeIfAbsent(person, this::load);
  }

  /** Someone who spoke here once and has since left the course. */
  private Member load(UserId person) {
    CourseRole role = enrolments.roleOf(person, course).orElse(CourseRole.STUDENT);
    return new Member(person, users.find(person).map(User::name).orElse("?"), role);
  }
}
