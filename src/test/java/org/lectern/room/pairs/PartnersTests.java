package org.lectern.room.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.UserId;

/** Who talks with whom. */
class PartnersTests {

  private final Partners partners = new Partners();
  private final Random chance = new Random(7);

  @Test
  void twoWhoDifferTalkAndTheOddOneIsTheThird() {
    Map<UserId, Object> answers = answers("a", "a", "a", "b", "b", "b", "b");
    List<Set<UserId>> groups = partners.missing(answers.keySet(), answers::get, chance);
    assertThat(groups).hasSize(3).allSatisfy(group -> assertThat(group.stream().map(answers::get).distinct()).hasSize(2));
    assertThat(groups.stream().mapToInt(Set::size)).containsExactlyInAnyOrder(2, 2, 3);
  }

  @Test
  void thoseLeftOfOneOpinionTalkAnyway() {
    Map<UserId, Object> answers = answers("a", "b", "b", "b");
    List<Set<UserId>> groups = partners.missing(answers.keySet(), answers::get, chance);
    assertThat(groups).hasSize(2).allSatisfy(group -> assertThat(group).hasSize(2));
  }

  @Test
  void whoLosesTheirPartnerIsTheThirdWithTwoOthersInANewGroup() {
    partners.add(0, people(1, 2));
    partners.add(1, people(3, 4));
    partners.leave(0, new UserId(2));
    List<Set<UserId>> groups = partners.missing(people(1, 3, 4), _ -> "", chance);
    assertThat(groups).hasSize(1);
    assertThat(groups.getFirst()).containsExactlyInAnyOrderElementsOf(people(1, 3, 4));
    partners.add(2, groups.getFirst());
    assertThat(partners.talkingIn(1)).as("the two of before talk in the new one now").isEmpty();
    assertThat(partners.missing(people(1, 3, 4), _ -> "", chance)).isEmpty();
  }

  @Test
  void whoIsAloneWithThreeTakesOneOfThem() {
    partners.add(0, people(1, 2, 3));
    List<Set<UserId>> groups = partners.missing(people(1, 2, 3, 4), _ -> "", chance);
    assertThat(groups).hasSize(1);
    assertThat(groups.getFirst()).hasSize(2).contains(new UserId(4));
    partners.add(1, groups.getFirst());
    assertThat(partners.talkingIn(0)).hasSize(2);
  }

  @Test
  void whoIsAloneInTheClassWaits() {
    assertThat(partners.missing(people(1), _ -> "", chance)).isEmpty();
    assertThat(partners.missing(people(), _ -> "", chance)).isEmpty();
  }

  /** People come, leave and come back in any order. */
  @RepeatedTest(50)
  void nobodyIsAloneWhoCouldTalkWithSomebodyAndNobodyTalksInTwoPlaces(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Set<UserId> here = new HashSet<>();
    int number = 0;
    for (int round = 0; round < 40; round++) {
      UserId person = new UserId(1 + random.nextInt(9));
      if (!here.add(person)) {
        here.remove(person);
        for (int group = 0; group < number; group++) {
          if (partners.talkingIn(group).contains(person)) {
            partners.leave(group, person);
          }
        }
      }
      for (Set<UserId> group : partners.missing(here, one -> one.value() % 3, random)) {
        assertThat(group.size()).isBetween(2, 3);
        partners.add(number++, group);
      }
      Map<UserId, Integer> talk = new HashMap<>();
      for (int group = 0; group < number; group++) {
        Set<UserId> there = partners.talkingIn(group);
        there.forEach(one -> assertThat(talk.merge(one, 1, Integer::sum)).isEqualTo(1));
      }
      assertThat(talk.keySet()).isEqualTo(here.size() < 2 ? Set.of() : here);
    }
  }

  private static Map<UserId, Object> answers(String... answers) {
    Map<UserId, Object> all = new HashMap<>();
    for (int i = 0; i < answers.length; i++) {
      all.put(new UserId(i + 1), answers[i]);
    }
    return all;
  }

  private static Collection<UserId> people(long... numbers) {
    return LongStream.of(numbers).mapToObj(UserId::new).toList();
  }
}
