package dev.slipway.ci.workflow;

import dev.slipway.ci.expression.Names;
import java.util.Set;

/// Which contexts and special functions a key's expressions may use: the `context` arrays of
/// `workflow-v1.0.json`.
@SuppressWarnings("ImmutableEnumChecker") // the sets are unmodifiable
enum Scope implements Names {
  RUN_NAME(Set.of("github", "inputs", "vars"), Set.of()),
  WORKFLOW_ENV(Set.of("github", "inputs", "vars", "secrets"), Set.of()),
  JOB_IF(
      Set.of("github", "inputs", "vars", "needs"),
      Set.of("success", "failure", "always", "cancelled")),
  JOB_NAME(Set.of("github", "inputs", "vars", "needs", "strategy", "matrix"), Set.of()),
  STRATEGY(Set.of("github", "inputs", "vars", "needs"), Set.of()),
  JOB_ENV(Set.of("github", "inputs", "vars", "needs", "strategy", "matrix", "secrets"), Set.of()),
  JOB_DEFAULTS(Set.of("github", "inputs", "vars", "needs", "strategy", "matrix", "env"), Set.of()),
  JOB_OUTPUTS(
      Set.of(
          "github",
          "inputs",
          "vars",
          "needs",
          "strategy",
          "matrix",
          "secrets",
          "steps",
          "job",
          "runner",
          "env"),
      Set.of()),
  STEP(
      Set.of(
          "github",
          "inputs",
          "vars",
          "needs",
          "strategy",
          "matrix",
          "secrets",
          "steps",
          "job",
          "runner",
          "env"),
      Set.of("hashfiles")),
  STEP_IF(
      Set.of(
          "github",
          "inputs",
          "vars",
          "needs",
          "strategy",
          "matrix",
          "steps",
          "job",
          "runner",
          "env"),
      Set.of("success", "failure", "always", "cancelled", "hashfiles"));

  /// Functions that exist only where a scope names them.
  static final Set<String> SPECIAL =
      Set.of("success", "failure", "always", "cancelled", "hashfiles");

  private final Set<String> contexts;
  private final Set<String> functions;

  Scope(Set<String> contexts, Set<String> functions) {
    this.contexts = contexts;
    this.functions = functions;
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
    return this == JOB_IF;
  }
}
