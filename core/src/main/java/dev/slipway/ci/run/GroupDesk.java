package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.Group;
import dev.slipway.ci.concurrency.Group.Standing;
import dev.slipway.ci.concurrency.GroupId;
import dev.slipway.ci.concurrency.GroupStore;
import dev.slipway.ci.concurrency.Member;
import dev.slipway.model.RepositoryId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Where runs and jobs enter concurrency groups and leave them.
///
/// A group orders, a run decides: who must give way is told before the group forgets it, and whose
/// turn it is only after the group says so. A crash between leaves somebody waiting who is asked
/// about again by the sweep, and never two who run.
final class GroupDesk {
  /// Each try loses to somebody who got on.
  private static final int MAX_CONFLICTS = 200;

  private final GroupStore groups;
  private final RunStore runs;

  /// Tells a member's run.
  interface Telling {
    void tell(Member member, RunCommand command);
  }

  GroupDesk(GroupStore groups, RunStore runs) {
    this.groups = groups;
    this.runs = runs;
  }

  /// @return what the newcomer should know of it
  Optional<RunCommand> enter(RepositoryId repository, RunEffect.Enter asked, Telling desk) {
    var id = new GroupId(repository, asked.group());
    var newcomer = asked.member();
    // One that is over by now, and asked late, must not take the place of one that waits.
    for (var tries = 0; wants(newcomer); tries++) {
      if (tries == MAX_CONFLICTS) {
        throw conflicts(id);
      }
      var before = groups.load(id);
      var living = withoutTheDead(before, newcomer);
      var entry = living.enter(newcomer, asked.manner());
      for (var other : entry.replaced()) {
        desk.tell(other, new RunCommand.Replaced(other, waiting(asked.group())));
      }
      if (entry.next().equals(before) || groups.save(id, before, entry.next())) {
        return told(asked, before, entry, desk);
      }
    }
    return Optional.empty();
  }

  private Optional<RunCommand> told(
      RunEffect.Enter asked, Group before, Group.Entry entry, Telling desk) {
    var next = entry.next().holder();
    next.filter(holder -> !holder.equals(asked.member()) && !next.equals(before.holder()))
        .ifPresent(holder -> desk.tell(holder, new RunCommand.Seated(holder, asked.group())));
    return switch (entry.standing()) {
      case Standing.Holds _ -> Optional.of(new RunCommand.Seated(asked.member(), asked.group()));
      case Standing.Waits(var preempted) -> {
        preempted.ifPresent(
            holder -> desk.tell(holder, new RunCommand.Preempted(holder, waiting(asked.group()))));
        yield Optional.empty();
      }
      case Standing.Full _ ->
          Optional.of(new RunCommand.Replaced(asked.member(), full(asked.group())));
    };
  }

  private static String waiting(String group) {
    return "Canceling since a higher priority waiting request for %s exists".formatted(group);
  }

  private static String full(String group) {
    return "Canceling since %d wait for %s already".formatted(Group.MAX_WAITING, group);
  }

  /// The group without those at its head whose run wants the turn no more.
  private Group withoutTheDead(Group group, Member newcomer) {
    var living = group;
    for (var holder = living.holder();
        holder.isPresent() && !holder.get().equals(newcomer) && !wants(holder.get());
        holder = living.holder()) {
      living = living.leave(holder.get());
    }
    return living;
  }

  private boolean wants(Member member) {
    return runs.load(member.run()).flatMap(stored -> Seats.of(stored.run(), member)).isPresent();
  }

  /// Leaves; whose turn it is then hears of it, also when somebody else said so before.
  void leave(RepositoryId repository, RunEffect.Leave left, Telling desk) {
    var id = new GroupId(repository, left.group());
    var next = update(id, group -> group.leave(left.member()));
    next.holder()
        .ifPresent(holder -> desk.tell(holder, new RunCommand.Seated(holder, left.group())));
  }

  private Group update(GroupId id, UnaryOperator<Group> change) {
    for (var tries = 0; tries < MAX_CONFLICTS; tries++) {
      var before = groups.load(id);
      var next = change.apply(before);
      if (next.equals(before) || groups.save(id, before, next)) {
        return next;
      }
    }
    throw conflicts(id);
  }

  private static IllegalStateException conflicts(GroupId id) {
    return new IllegalStateException(
        "Concurrency group %s was written by others %d times in a row"
            .formatted(id.name(), MAX_CONFLICTS));
  }
}
