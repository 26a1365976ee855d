package dev.slipway.local.states.language;

import dev.slipway.local.states.query.Scene;
import dev.slipway.local.states.query.Template;
import dev.slipway.model.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A state, by what it does.
public sealed interface State {
  Head head();

  /// The word that names the type in a definition and in history events: `Pass`.
  default String type() {
    return switch (this) {
      case Pass _ -> "Pass";
      case Succeed _ -> "Succeed";
      case Fail _ -> "Fail";
      case Wait _ -> "Wait";
      case Choice _ -> "Choice";
      case Task _ -> "Task";
      case Parallel _ -> "Parallel";
      case ForEach _ -> "Map";
    };
  }

  /// The names of the states to which it may lead.
  default Set<String> followers() {
    var names = new LinkedHashSet<String>();
    head().next().ifPresent(names::add);
    recovery().catchers().forEach(catcher -> names.add(catcher.next()));
    if (this instanceof Choice choice) {
      choice.rules().forEach(rule -> names.add(rule.next()));
      choice.fallback().ifPresent(names::add);
    }
    return names;
  }

  /// Retriers and catchers; none for the types that cannot have any.
  default Recovery recovery() {
    return switch (this) {
      case Task task -> task.recovering();
      case Parallel parallel -> parallel.recovering();
      case ForEach forEach -> forEach.recovering();
      case Pass _, Succeed _, Fail _, Wait _, Choice _ -> Recovery.NONE;
    };
  }

  /// What every state has.
  ///
  /// @param next the state that follows; empty where the machine ends
  record Head(String name, QueryLanguage language, Optional<String> next, DataFlow flow) {}

  /// @param result what a JSONPath state returns in place of its input
  record Pass(Head head, Optional<Json> result) implements State {}

  record Succeed(Head head) implements State {}

  record Fail(Head head, Optional<Field> error, Optional<Field> cause) implements State {}

  record Wait(Head head, Until until) implements State {}

  /// The end of a wait.
  sealed interface Until {
    record Seconds(Field seconds) implements Until {}

    record Timestamp(Field timestamp) implements Until {}
  }

  /// @param fallback where to go when no rule holds
  record Choice(Head head, List<Rule> rules, Optional<String> fallback) implements State {}

  record Rule(Condition condition, String next, DataFlow flow) {}

  /// Whether a rule holds.
  interface Condition {
    boolean holds(Scene scene);
  }

  /// @param credentials the role that calls for the task; this cloud lets everybody in
  record Task(
      Head head,
      Resource resource,
      Limits limits,
      Optional<Template> credentials,
      Recovery recovering)
      implements State {}

  /// How long a task may take, and how long it may be silent.
  record Limits(Optional<Field> timeout, Optional<Field> heartbeat) {}

  record Parallel(Head head, List<Machine> branches, Recovery recovering) implements State {}

  /// The Map state; Java has another thing of that name.
  record ForEach(Head head, Items items, Machine processor, Mode mode, Recovery recovering)
      implements State {}

  /// What a Map goes through.
  ///
  /// @param selector what an iteration gets instead of its item
  /// @param concurrency how many iterations at once; 0 and empty mean as many as there may be
  record Items(Field all, Optional<Template> selector, Optional<Field> concurrency) {}

  /// Where a Map's iterations run.
  sealed interface Mode {}

  /// In the execution itself.
  record Inline() implements Mode {}

  /// Each in an execution of its own.
  ///
  /// @param definition the processor as a machine of its own
  /// @param label a part of the children's names
  /// @param writer where results go: an object store's arguments
  record Distributed(
      Json.Obj definition,
      Optional<String> label,
      Optional<Reader> reader,
      Optional<Batcher> batcher,
      Optional<Field> toleratedCount,
      Optional<Field> toleratedPercentage,
      Optional<Template> writer,
      Json.Obj writerConfig)
      implements Mode {}

  /// Brings the items of a Map.
  ///
  /// @param config `ReaderConfig` without `MaxItems`
  record Reader(Resource resource, Template arguments, Json.Obj config, Optional<Field> maxItems) {}

  record Batcher(Optional<Field> maxItems, Optional<Field> maxBytes, Optional<Template> input) {}

  /// What to do when a state fails.
  record Recovery(List<Retrier> retriers, List<Catcher> catchers) {
    public static final Recovery NONE = new Recovery(List.of(), List.of());
  }

  record Catcher(List<String> errors, String next, DataFlow flow) {}
}
