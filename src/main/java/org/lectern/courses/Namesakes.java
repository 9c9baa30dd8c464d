package org.lectern.courses;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lectern.accounts.UserId;
import org.lectern.text.Folded;
import org.lectern.text.LookAlikes;

/**
 * Tells people of one course apart where their names do not: those who are called alike, and those whose name looks like that of somebody
 * who teaches here. They have the number of their account behind their name; who teaches keeps a plain one.
 */
public final class Namesakes {

  private final Set<UserId> numbered = new HashSet<>();

  /** @param people of one course */
  public Namesakes(Collection<Participant> people) {
    List<Participant> staff = people.stream().filter(one -> one.role().isStaff()).toList();
    LookAlikes ofStaff = new LookAlikes(staff.stream().map(Participant::name).toList());
    number(people);
    people.stream().filter(one -> ofStaff.has(one.name())).map(Participant::user).forEach(numbered::add);
    Map<String, Long> called = counted(staff);
    staff.stream().filter(one -> called.get(Folded.of(one.name())) == 1).map(Participant::user).forEach(numbered::remove);
  }

  private void number(Collection<Participant> people) {
    Map<String, Long> called = counted(people);
    people.stream().filter(one -> called.get(Folded.of(one.name())) > 1).map(Participant::user).forEach(numbered::add);
  }

  private static Map<String, Long> counted(Collection<Participant> people) {
    return people.stream().collect(Collectors.groupingBy(one -> Folded.of(one.name()), Collectors.counting()));
  }

  /** Whether this person's name alone does not say who they are. */
  public boolean has(UserId person) {
    return numbered.contains(person);
  }

  /** What to call somebody beside the others of the course. */
  public String name(UserId person, String name) {
    return has(person) ? name + " #" + person.value() : name;
  }
}
