package org.lectern.courses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lectern.courses.CourseRole.ASSISTANT;
import static org.lectern.courses.CourseRole.INSTRUCTOR;
import static org.lectern.courses.CourseRole.STUDENT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.UserId;

class NamesakesTests {

  @Test
  void peopleOfOneNameHaveTheirNumberBehindIt() {
    assertThat(names(new Participant(1, "Lena Fischer", STUDENT), new Participant(2, "lena fischer", STUDENT), new Participant(3, "Mei Chen", STUDENT)))
        .containsExactly("Lena Fischer #1", "lena fischer #2", "Mei Chen");
  }

  @Test
  void whoeverLooksLikeSomebodyWhoTeachesIsMarkedAndTheTeacherIsNot() {
    assertThat(
            names(
                new Participant(1, "Dr. Amara Osei", INSTRUCTOR),
                new Participant(2, "Аmara Osei", STUDENT),
                new Participant(3, "Dr. Amara Osei", STUDENT),
                new Participant(4, "Amira Osei", STUDENT)))
        .containsExactly("Dr. Amara Osei", "Аmara Osei #2", "Dr. Amara Osei #3", "Amira Osei");
  }

  @Test
  void twoWhoTeachAndHaveOneNameAreToldApartToo() {
    assertThat(names(new Participant(1, "Ben Adler", INSTRUCTOR), new Participant(2, "Ben Adler", ASSISTANT)))
        .containsExactly("Ben Adler #1", "Ben Adler #2");
  }

  private static List<String> names(Participant... people) {
    Namesakes namesakes = new Namesakes(List.of(people));
    return List.of(people).stream().map(one -> namesakes.name(one.user(), one.name())).toList();
  }
}
