package org.lectern.courses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourseActTests {

  /** The columns are instructor, assistant, student, observer, and an instructor of an archived course. */
  @ParameterizedTest
  @CsvSource({
    "SEE,                true,  true,  true,  true,  true",
    "SEE_PEOPLE,         true,  true,  true,  true,  true",
    "DOWNLOAD_MATERIALS, true,  true,  true,  true,  true",
    "ADD_IMAGES,         true,  true,  true,  false, false",
    "CHANGE_MATERIALS,   true,  true,  false, false, false",
    "PLAN_LECTURES,      true,  true,  false, false, false",
    "SEE_BANK,           true,  true,  false, false, true",
    "CHANGE_BANK,        true,  true,  false, false, false",
    "CHANGE_PEOPLE,      true,  false, false, false, false",
    "CHANGE_COURSE,      true,  false, false, false, false",
    "ARCHIVE,            true,  false, false, false, true",
    "SEE_REGISTER,       true,  true,  false, false, true",
    "JUDGE_ATTENDANCE,   true,  false, false, false, false",
  })
  void theMatrixOfWhoMayDoWhat(
      CourseAct act, boolean instructor, boolean assistant, boolean student, boolean observer, boolean archived) {
    assertThat(act.isAllowedTo(CourseRole.INSTRUCTOR, false)).isEqualTo(instructor);
    assertThat(act.isAllowedTo(CourseRole.ASSISTANT, false)).isEqualTo(assistant);
    assertThat(act.isAllowedTo(CourseRole.STUDENT, false)).isEqualTo(student);
    assertThat(act.isAllowedTo(CourseRole.OBSERVER, false)).isEqualTo(observer);
    assertThat(act.isAllowedTo(CourseRole.INSTRUCTOR, true)).isEqualTo(archived);
  }
}
