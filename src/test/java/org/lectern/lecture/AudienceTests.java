package org.lectern.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.Group;

class AudienceTests {

  private static final UserId LENA = new UserId(7);
  private static final UserId MEI = new UserId(12);

  static Stream<Audience> audiences() {
    return Stream.of(
        Audience.EVERYONE, Audience.STAFF, Audience.people(List.of(LENA)), Audience.people(List.of(MEI, LENA)), Audience.group("table-3"), Audience.groupAndStaff("table-3"));
  }

  @ParameterizedTest
  @MethodSource("audiences")
  void readsBackAsItWasWritten(Audience audience) {
    assertThat(Audience.of(audience.key())).isEqualTo(audience);
  }

  @Test
  void logsFromBeforeThereWereGroupsAreRead() {
    assertThat(Audience.of("EVERYONE")).isEqualTo(Audience.EVERYONE);
    assertThat(Audience.of("STAFF")).isEqualTo(Audience.STAFF);
  }

  @Test
  void theSamePeopleAreTheSameAudienceInWhateverOrderTheyAreNamed() {
    assertThat(Audience.people(List.of(MEI, LENA, MEI))).isEqualTo(Audience.people(List.of(LENA, MEI)));
    assertThat(Audience.people(List.of(MEI, LENA)).key()).isEqualTo("people:7,12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "group:", "group:Table 3", "group:a:b", "people:", "people:x", "people:1,", "group:<script>"})
  void whatIsNoAudienceIsRefused(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> Audience.of(key));
  }

  @Test
  void whoComesIntoAGroupReadsWhatWasSaidAndWhoLeftReadsWhatTheyHeard() {
    Groups groups = Groups.NONE.with(changed(1, LENA)).with(changed(5, MEI));
    Audience table = Audience.group("table");

    assertThat(told(groups, LENA, table)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(told(groups, MEI, table)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(groups.tell(new Viewer(new UserId(1), true), table, 3)).as("staff hears a group only when it is said to them, too").isFalse();
    assertThat(groups.tell(new Viewer(new UserId(1), true), Audience.groupAndStaff("table"), 3)).isTrue();
  }

  private static List<Long> told(Groups groups, UserId person, Audience audience) {
    return Stream.iterate(0L, seq -> seq + 1).limit(7).filter(seq -> groups.tell(new Viewer(person, false), audience, seq)).toList();
  }

  private static Entry changed(long seq, UserId... members) {
    return new Entry(new LectureId(1), seq, 0, Instant.EPOCH, null, new Group.Changed("table", List.of(members)));
  }
}
