package dev.slipway.ci.statemachine;

import dev.slipway.model.Json;

/// Where states stand: in the machine itself, or in an iteration that calls a workflow.
///
/// Both know what stands before a job's id: `deploy.` for a job of the workflow that `deploy`
/// calls.
sealed interface Where {
  /// What is known when the machine is made.
  String prefix();

  record Machine(String prefix) implements Where {}

  /// The rest is in the iteration's input.
  record Iteration(String prefix) implements Where {}

  /// A job's path, as far as it is known.
  default String path(String id) {
    return prefix() + id;
  }

  /// A job's whole path, as an expression.
  default String name(String id) {
    return switch (this) {
      case Machine _ -> "'%s'".formatted(path(id));
      case Iteration _ -> "$states.input.path & '%s'".formatted(path(id));
    };
  }

  /// Inside what a job calls.
  default Where inside(String id) {
    return switch (this) {
      case Machine _ -> new Machine(path(id) + ".");
      case Iteration _ -> new Iteration(path(id) + ".");
    };
  }

  /// What a state of this place hands on, once it has done its work.
  default Json output() {
    return switch (this) {
      case Machine _ -> Json.Obj.EMPTY;
      case Iteration _ -> Json.of(Tasks.WHOLE_INPUT);
    };
  }
}
