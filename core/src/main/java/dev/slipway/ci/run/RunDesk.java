package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.GroupStore;
import dev.slipway.ci.concurrency.Member;
import dev.slipway.ci.run.RefusedException.Why;
import dev.slipway.ci.run.RunStore.Stored;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.model.RunId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.UnaryOperator;

/// Where everything that happens to a run is brought: load, decide, save, then act.
///
/// State and pending effects are saved in one conditional write, and effects are dropped only when
/// done; so a crash anywhere loses nothing, and the next command or sweep picks the rest up.
public final class RunDesk {
  /// Writers of one run are few: its jobs' agents. Each loses at most to those that won.
  private static final int MAX_CONFLICTS = 200;

  private static final int CACHED = 64;

  private final RunStore store;
  private final RunEffects effects;
  private final InstantSource clock;
  private final GroupDesk groups;
  private final Map<RunId, Prepared> prepared =
      Collections.synchronizedMap(
          new LinkedHashMap<>(CACHED, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<RunId, Prepared> eldest) {
              return size() > CACHED;
            }
          });

  public RunDesk(RunStore store, GroupStore groups, RunEffects effects, InstantSource clock) {
    this.store = store;
    this.effects = effects;
    this.clock = clock;
    this.groups = new GroupDesk(groups, store);
  }

  /// A run's inputs with its workflow read and its gate built; made once per run and process.
  public record Prepared(RunInputs inputs, JobGate gate, RunMachine machine) {}

  /// Applies a command, performs what it brings, and gives the run as it is then.
  ///
  /// @throws RefusedException when the run is unknown or its state does not allow the command
  public Run tell(RunId id, RunCommand command) {
    var others = new LinkedHashSet<RunId>();
    var run = perform(note(id, command), others);
    while (!others.isEmpty()) {
      perform(load(others.removeFirst()).run(), others);
    }
    return run;
  }

  /// Applies a command; what it brings is still to be performed.
  private Run note(RunId id, RunCommand command) {
    var machine = prepare(id).machine();
    return update(id, current -> machine.apply(current, command, clock.instant()));
  }

  /// Performs effects that an earlier process left.
  public Run resume(RunId id) {
    return tell(id, new RunCommand.Sweep());
  }

  /// @param others gets the runs that heard of it and have something to do now
  private Run perform(Run run, SequencedSet<RunId> others) {
    var machine = prepare(run.id()).machine();
    var current = run;
    while (!current.pending().isEmpty()) {
      var done = List.copyOf(current.pending());
      var news = new ArrayList<RunCommand>();
      for (var effect : done) {
        perform(current, effect, others).ifPresent(news::add);
      }
      news.add(new RunCommand.Performed(done));
      current =
          update(
              current.id(),
              latest -> {
                var next = latest;
                for (var command : news) {
                  next = machine.apply(next, command, clock.instant());
                }
                return next;
              });
    }
    return current;
  }

  private Optional<RunCommand> perform(Run run, RunEffect effect, SequencedSet<RunId> others) {
    GroupDesk.Telling telling =
        (member, command) ->
            tellMember(member, command)
                .filter(other -> !other.equals(run.id()))
                .ifPresent(others::add);
    var repository = run.about().repository();
    return switch (effect) {
      case RunEffect.Outer outer -> effects.perform(run, outer);
      case RunEffect.Enter enter -> groups.enter(repository, enter, telling);
      case RunEffect.Leave leave -> {
        groups.leave(repository, leave, telling);
        yield Optional.empty();
      }
    };
  }

  /// A run that is gone, or knows no such job, hears nothing.
  private Optional<RunId> tellMember(Member member, RunCommand command) {
    try {
      return Optional.of(note(member.run(), command).id());
    } catch (RefusedException e) {
      if (e.why() != Why.UNKNOWN) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Run update(RunId id, UnaryOperator<Run> change) {
    for (var tries = 0; tries < MAX_CONFLICTS; tries++) {
      var stored = load(id);
      var next = change.apply(stored.run());
      if (next.equals(stored.run()) || store.save(stored, next)) {
        return next;
      }
    }
    throw new IllegalStateException(
        "Run %s was written by others %d times in a row".formatted(id, MAX_CONFLICTS));
  }

  /// The run as it is now.
  ///
  /// @throws RefusedException when there is no such run
  public Stored load(RunId id) {
    return store
        .load(id)
        .orElseThrow(() -> new RefusedException(Why.UNKNOWN, "There is no run " + id));
  }

  /// What a run was made from, with its gate.
  public Prepared prepare(RunId id) {
    var known = prepared.get(id);
    if (known != null) {
      return known;
    }
    load(id);
    var inputs = store.inputs(id);
    var read = WorkflowReader.read(inputs.workflowPath(), inputs.workflowSource());
    var gate =
        switch (read) {
          case ReadResult.Valid(var workflow, _) -> new JobGate(workflow, inputs);
          case ReadResult.Refused(var findings) ->
              throw new RefusedException(
                  Why.CONFLICT, "The workflow file is invalid: " + findings.getFirst().line());
        };
    var made = new Prepared(inputs, gate, new RunMachine(gate));
    prepared.put(id, made);
    return made;
  }
}
