package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.language.DataFlow;
import dev.slipway.local.states.language.Field;
import dev.slipway.local.states.language.Machine;
import dev.slipway.local.states.language.QueryLanguage;
import dev.slipway.local.states.language.State;
import dev.slipway.local.states.query.Scene;
import dev.slipway.local.time.Chance;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Runs one state by itself, for those who want to see what it would do. Whatever follows it only
/// waits.
public final class Rehearsal {
  private static final Field NEVER = Field.literal("Timestamp", Json.of("9999-01-01T00:00:00Z"));
  private static final DataFlow PLAIN =
      new DataFlow.WithJsonata(Optional.empty(), Optional.empty(), Map.of());

  private final Facts facts;
  private final Instant now;
  private final Chance chance;
  private final Map<Integer, Scope> scopes = new HashMap<>();
  private Progress progress = new Progress(2, 1, List.of(Scope.ROOT));

  /// What became of a state.
  ///
  /// @param ending how the execution would end with it
  /// @param at the state that comes next, or the same state when it waits or is tried again
  /// @param input that state's input
  /// @param pause how long it waits
  /// @param owed what it calls
  public record Result(
      Optional<Ending> ending,
      String at,
      Document input,
      int retries,
      Optional<Instant> pause,
      Map<String, Json> variables,
      Optional<Effect> owed) {}

  /// @param facts with the machine of [#alone]
  public Rehearsal(
      Facts facts, Document input, Map<String, Json> variables, Instant now, Chance chance) {
    this.facts = facts;
    this.now = now;
    this.chance = chance;
    scopes.put(Scope.ROOT, Scope.root(facts.machine().startAt(), input, now).knowing(variables));
  }

  /// A machine of one state and of all that may follow it.
  public static Machine alone(State state, Set<String> followers) {
    var states = new LinkedHashMap<String, State>();
    for (var name : followers) {
      var head = new State.Head(name, QueryLanguage.JSONATA, Optional.empty(), PLAIN);
      states.put(name, new State.Wait(head, new State.Until.Timestamp(NEVER)));
    }
    states.put(state.head().name(), state);
    return new Machine(state.head().name(), states, Optional.empty());
  }

  /// Lets the state begin, after so many tries.
  public Result begin(List<Integer> retries) {
    var root = root();
    scopes.put(Scope.ROOT, root.visiting(root.visit().retrying(retries), new Phase.Entering()));
    return take(new Occurrence.Continued());
  }

  /// What the state called was answered.
  public Result answered(Outcome outcome) {
    return take(new Occurrence.Told(Scope.ROOT, root().generation(), outcome));
  }

  /// What the state waited for is over.
  public Result waited() {
    return root().phase() instanceof Phase.Pausing(var until, _)
        ? take(
            new Occurrence.Rang(
                new Alarm(until, Scope.ROOT, root().generation(), Alarm.Kind.PAUSE)))
        : result(Optional.empty(), List.of());
  }

  /// What the expressions of the state see before it does anything.
  public Scene scene() {
    return Scenes.of(new Run(facts, progress, scopes::get, now, chance), root());
  }

  private Scope root() {
    var root = scopes.get(Scope.ROOT);
    if (root == null) {
      throw new IllegalStateException("a rehearsal has a root");
    }
    return root;
  }

  private Result take(Occurrence occurrence) {
    var change = Interpreter.advance(facts, progress, scopes::get, occurrence, now, chance);
    scopes.putAll(change.changed());
    progress = change.progress();
    return result(change.ending(), change.effects());
  }

  private Result result(Optional<Ending> ending, List<Effect> effects) {
    var root = root();
    return new Result(
        ending,
        root.state(),
        root.input(),
        root.visit().retryCount(),
        root.phase() instanceof Phase.Pausing(var until, _) ? Optional.of(until) : Optional.empty(),
        root.variables(),
        effects.stream().findFirst());
  }
}
