package dev.slipway.local.states.language;

import dev.slipway.local.states.query.Scene;
import dev.slipway.local.states.query.Template;
import java.util.List;
import java.util.Optional;

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

  /// Retriers and catchers; none for the types that cannot have any.
  default Recovery recovery() {
    return switch (this) {
      case Task(_, _, _, var recovery) -> recovery;
      case Parallel(_, _, var recovery) -> recovery;
      case ForEach(_, _, _, var recovery) -> recovery;
      case Pass _, Succeed _, Fail _, Wait _, Choice _ -> Recovery.NONE;
    };
  }

  /// What every state has.
  ///
  /// @param next the state that follows; empty where the machine ends
  record Head(String name, QueryLanguage language, Optional<String> next, DataFlow flow) {}

  record Pass(Head head) implements State {}

  record Succeed(Head head) implements State {}

  record Fail(Head head, Optional<Template> error, Optional<Template> cause) implements State {}

  record Wait(Head head, Until until) implements State {}

  /// The end of a wait.
  sealed interface Until {
    record Seconds(Template seconds) implements Until {}

    record Timestamp(Template timestamp) implements Until {}
  }

  /// @param fallback where to go when no rule holds
  record Choice(Head head, List<Rule> rules, Optional<String> fallback) implements State {}

  record Rule(Condition condition, String next, DataFlow flow) {}

  /// Whether a rule holds.
  interface Condition {
    boolean holds(Scene scene);
  }

  record Task(Head head, Resource resource, Limits limits, Recovery recovery) implements State {}

  /// How long a task may take, and how long it may be silent.
  record Limits(Optional<Template> timeout, Optional<Template> heartbeat) {}

  record Parallel(Head head, List<Machine> branches, Recovery recovery) implements State {}

  /// The Map state; Java has another thing of that name.
  record ForEach(Head head, Items items, Machine processor, Recovery recovery) implements State {}

  /// What a Map goes through.
  ///
  /// @param all the array; the state's input when empty
  /// @param selector what an iteration gets instead of its item
  /// @param concurrency how many iterations at once; 0 and empty mean as many as there may be
  record Items(
      Optional<Template> all, Optional<Template> selector, Optional<Template> concurrency) {}

  /// What to do when a state fails.
  record Recovery(List<Retrier> retriers, List<Catcher> catchers) {
    public static final Recovery NONE = new Recovery(List.of(), List.of());
  }

  record Catcher(List<String> errors, String next, DataFlow flow) {}
}
