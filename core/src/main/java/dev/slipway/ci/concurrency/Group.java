package dev.slipway.ci.concurrency;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A concurrency group: the first has its turn, the others wait in the order they came.
public record Group(List<Member> members) {
  /// Who may wait in a group, as on GitHub since May 2026.
  public static final int MAX_WAITING = 100;

  public static final Group EMPTY = new Group(List.of());

  public Group {
    members = List.copyOf(members);
  }

  /// What came of entering.
  ///
  /// @param next the group then
  /// @param replaced who waited and must give way; they are not in `next`
  public record Entry(Group next, Standing standing, List<Member> replaced) {
    public Entry {
      replaced = List.copyOf(replaced);
    }
  }

  /// How the newcomer stands.
  public sealed interface Standing {
    /// It is its turn.
    record Holds() implements Standing {}

    /// @param preempted who has its turn and shall be cancelled
    record Waits(Optional<Member> preempted) implements Standing {}

    /// There is no room to wait.
    record Full() implements Standing {}
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  /// Whose turn it is.
  public Optional<Member> holder() {
    return members.stream().findFirst();
  }

  /// Enters. Who is in already stays where it is, and asks of the others what it asked before.
  public Entry enter(Member newcomer, Manner manner) {
    var at = members.indexOf(newcomer);
    if (at == 0 || isEmpty()) {
      return new Entry(at == 0 ? this : with(newcomer), new Standing.Holds(), List.of());
    }
    var before = at < 0 ? members : members.subList(0, at);
    var after = at < 0 ? List.<Member>of() : members.subList(at + 1, members.size());
    return switch (manner) {
      case LINE_UP ->
          at < 0 && members.size() > MAX_WAITING
              ? new Entry(this, new Standing.Full(), List.of())
              : new Entry(at < 0 ? with(newcomer) : this, waits(), List.of());
      case REPLACE -> replacing(before, newcomer, after, waits());
      case PREEMPT -> replacing(before, newcomer, after, new Standing.Waits(holder()));
    };
  }

  private static Standing waits() {
    return new Standing.Waits(Optional.empty());
  }

  private static Entry replacing(
      List<Member> before, Member newcomer, List<Member> after, Standing standing) {
    var next = new ArrayList<Member>();
    next.add(before.getFirst());
    next.add(newcomer);
    next.addAll(after);
    return new Entry(new Group(next), standing, before.subList(1, before.size()));
  }

  private Group with(Member newcomer) {
    var next = new ArrayList<>(members);
    next.add(newcomer);
    return new Group(next);
  }

  /// The group without a member; where it had its turn, the next one has.
  public Group leave(Member member) {
    return new Group(members.stream().filter(other -> !other.equals(member)).toList());
  }
}
