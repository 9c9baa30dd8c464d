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
  private volatile Namesakes namesakes = new Namesakes(List.of());
  private volatile int enrolled;

  PersonDirectory(CourseId course, Users users, Enrolments enrolments) {
    this.course = course;
    this.users = users;
    this.enrolments = enrolments;
    loadEveryoneEnrolled();
  }

  private void loadEveryoneEnrolled() {
    List<Participant> participants = enrolments.participants(course);
    namesakes = new Namesakes(participants);
    participants.forEach(one -> members.put(one.user(), apart(new Member(one.user(), one.name(), one.role()))));
    enrolled = (int) participants.stream().filter(one -> one.role() == CourseRole.STUDENT).count();
  }

  /** Somebody came: whoever was enrolled, renamed or given another part since the room opened is read anew. */
  void add(Member member) {
    if (!apart(member).equals(members.get(member.id()))) {
      loadEveryoneEnrolled();
      members.put(member.id(), apart(member));
    }
  }

  private Member apart(Member member) {
    return new Member(member.id(), namesakes.name(member.id(), member.name()), member.role());
  }

  /** Somebody is called otherwise. Who has left the course is found again when they are asked for. */
  void forgetTheNameOf(UserId person) {
    if (members.remove(person) != null) {
      loadEveryoneEnrolled();
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
