package dev.slipway.ci.workflow;

import dev.slipway.ci.expression.Names;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which contexts and special functions the expressions under a key may use: the `context` arrays
/// of `workflow-v1.0.json`.
///
/// @param statusOfJobs whether `success` and `failure` take the ids of jobs
record Scope(Set<String> contexts, Set<String> functions, boolean statusOfJobs) implements Names {
  /// No expression at all.
  static final Scope NONE = new Scope(Set.of(), Set.of(), false);

  static final Scope RUN = contexts("github", "inputs", "vars");
  static final Scope WORKFLOW_ENV = RUN.and("secrets");
  static final Scope CALL_OUTPUT = RUN.and("jobs");
  static final Scope NEEDS = RUN.and("needs");
  static final Scope MATRIX = NEEDS.and("strategy", "matrix");
  static final Scope MATRIX_SECRETS = MATRIX.and("secrets");
  static final Scope JOB_DEFAULTS = MATRIX.and("env");
  static final Scope CREDENTIALS = RUN.and("secrets", "env");

  /// What is known while a job runs.
  static final Scope RUNNER = MATRIX.and("steps", "job", "runner", "env");

  static final Scope RUNNER_SECRETS = RUNNER.and("secrets");
  static final Scope STEP = RUNNER_SECRETS.with("hashfiles");
  static final Scope STEP_IF =
      RUNNER.with("success", "failure", "always", "cancelled", "hashfiles");

  /// What the steps of a composite action see, and the defaults of any action's inputs.
  static final Scope ACTION_STEP =
      contexts("github", "inputs", "strategy", "matrix", "steps", "job", "runner", "env")
          .with("hashfiles");

  static final Scope ACTION_STEP_IF =
      ACTION_STEP.with("success", "failure", "always", "cancelled", "hashfiles");
  static final Scope ACTION_DEFAULT =
      contexts("github", "strategy", "matrix", "job", "runner").with("hashfiles");
  static final Scope ACTION_ARGUMENT = contexts("inputs");
  static final Scope SNAPSHOT_IF = MATRIX.with("success", "failure", "always", "cancelled");
  static final Scope JOB_IF =
      new Scope(NEEDS.contexts, Set.of("success", "failure", "always", "cancelled"), true);

  /// Functions that exist only where a scope names them.
  private static final Set<String> SPECIAL = STEP_IF.functions;

  Scope {
    contexts = Set.copyOf(contexts);
    functions = Set.copyOf(functions);
  }

  private static Scope contexts(String... names) {
    return new Scope(Set.of(names), Set.of(), false);
  }

  private Scope and(String... more) {
    var all = new LinkedHashSet<>(contexts);
    all.addAll(List.of(more));
    return new Scope(all, functions, statusOfJobs);
  }

  private Scope with(String... more) {
    return new Scope(contexts, Set.of(more), statusOfJobs);
  }

  /// What is allowed here, and what an inner key allows besides.
  Scope merge(Scope inner) {
    if (isNone()) {
      return inner;
    }
    var names = new LinkedHashSet<>(contexts);
    names.addAll(inner.contexts);
    var special = new LinkedHashSet<>(functions);
    special.addAll(inner.functions);
    return new Scope(names, special, statusOfJobs || inner.statusOfJobs);
  }

  boolean isNone() {
    return contexts.isEmpty() && functions.isEmpty();
  }

  @Override
  public boolean hasContext(String name) {
    return contexts.contains(name);
  }

  @Override
  public boolean hasFunction(String name) {
    return !SPECIAL.contains(name) || functions.contains(name);
  }

  @Override
  public boolean hasStatusOfJobs() {
    return statusOfJobs;
  }
}
