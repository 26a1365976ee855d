package dev.slipway.ci.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.concurrency.Group.Standing;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupTest {
  /// Members are letters; the first of a group has its turn.
  @ParameterizedTest(name = "{1} enters {0} by {2}: {3}, {4} replaced, {5}")
  @CsvSource(
      delimiter = '~',
      emptyValue = "",
      textBlock =
          """
          ''   ~ a ~ replace ~ a    ~ '' ~ holds
          ''   ~ a ~ line up ~ a    ~ '' ~ holds
          ''   ~ a ~ preempt ~ a    ~ '' ~ holds
          a    ~ b ~ replace ~ ab   ~ '' ~ waits
          a    ~ b ~ line up ~ ab   ~ '' ~ waits
          a    ~ b ~ preempt ~ ab   ~ '' ~ waits for a to be cancelled
          ab   ~ c ~ replace ~ ac   ~ b  ~ waits
          ab   ~ c ~ line up ~ abc  ~ '' ~ waits
          ab   ~ c ~ preempt ~ ac   ~ b  ~ waits for a to be cancelled
          abc  ~ d ~ replace ~ ad   ~ bc ~ waits
          abc  ~ a ~ replace ~ abc  ~ '' ~ holds
          abc  ~ b ~ line up ~ abc  ~ '' ~ waits
          abc  ~ b ~ replace ~ abc  ~ '' ~ waits
          abc  ~ c ~ replace ~ ac   ~ b  ~ waits
          """)
  void enters(
      String group, String newcomer, String manner, String then, String replaced, String how) {
    var entry =
        group(group)
            .enter(
                member(newcomer.charAt(0)),
                Manner.valueOf(manner.toUpperCase(Locale.ROOT).replace(' ', '_')));
    assertThat(entry.next()).isEqualTo(group(then));
    assertThat(entry.replaced()).isEqualTo(group(replaced).members());
    assertThat(
            switch (entry.standing()) {
              case Standing.Holds _ -> "holds";
              case Standing.Full _ -> "full";
              case Standing.Waits(var preempted) ->
                  preempted.isEmpty() ? "waits" : "waits for a to be cancelled";
            })
        .isEqualTo(how);
    assertThat(entry.next().enter(member(newcomer.charAt(0)), Manner.LINE_UP).next())
        .as("entering again changes nothing")
        .isEqualTo(entry.next());
  }

  @Test
  void hasRoomForAHundredWhoWait() {
    var group = group("a");
    for (var run = 1; run <= Group.MAX_WAITING; run++) {
      group = group.enter(member(10_000 + run), Manner.LINE_UP).next();
    }
    var entry = group.enter(member(20_000), Manner.LINE_UP);
    assertThat(entry.standing()).isEqualTo(new Standing.Full());
    assertThat(entry.next()).isEqualTo(group);
  }

  @RepeatedTest(50)
  void whoLinesUpHasItsTurnInTheOrderOfComing(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var came = new ArrayList<Member>();
    var had = new ArrayList<Member>();
    var group = Group.EMPTY;
    for (var step = 0; step < 300; step++) {
      if (random.nextInt(3) > 0 && group.members().size() <= Group.MAX_WAITING) {
        var newcomer = member(step);
        came.add(newcomer);
        group = group.enter(newcomer, Manner.LINE_UP).next();
      } else if (group.holder().isPresent()) {
        var holder = group.holder().get();
        had.add(holder);
        group = group.leave(holder);
        assertThat(group.leave(holder)).isEqualTo(group);
      }
    }
    had.addAll(group.members());
    assertThat(had).isEqualTo(came);
  }

  @Test
  void isReadAsItWasWritten() {
    var group = group("abc");
    assertThat(GroupJson.readGroup(GroupJson.write(group))).isEqualTo(group);
  }

  @Test
  void aNameIsComparedWithoutCase() {
    var repository = RepositoryId.parse("Octo/Hello");
    assertThat(new GroupId(repository, "Deploy").key())
        .isEqualTo(new GroupId(RepositoryId.parse("octo/hello"), "deploy").key());
  }

  @Test
  void aStoreKeepsWhatNobodyElseChanged() {
    var store = new InMemoryGroupStore();
    var id = new GroupId(RepositoryId.parse("o/r"), "g");
    assertThat(store.save(id, Group.EMPTY, group("a"))).isTrue();
    assertThat(store.save(id, Group.EMPTY, group("b"))).isFalse();
    assertThat(store.save(id, group("a"), Group.EMPTY)).isTrue();
    assertThat(store.load(id)).isEqualTo(Group.EMPTY);
  }

  private static Group group(String members) {
    return new Group(members.chars().mapToObj(letter -> member(letter)).toList());
  }

  private static Member member(long run) {
    return new Member(new RunId(1_000_000 + run), Optional.empty(), 1);
  }
}
