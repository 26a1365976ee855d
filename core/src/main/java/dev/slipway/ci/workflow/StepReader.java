package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Step.Work;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the steps of one job; step ids are unique within it, without case.
final class StepReader {
  private static final Set<String> KEYS =
      Set.of(
          "id",
          "name",
          "if",
          "run",
          "shell",
          "working-directory",
          "env",
          "uses",
          "with",
          "continue-on-error",
          "timeout-minutes");
  private static final Set<String> LATER =
      Set.of("background", "wait", "wait-all", "cancel", "parallel");

  /// What GitHub's manual gives for `run`.
  private static final int MAX_SCRIPT = 21_000;

  private final Problems problems;
  private final Fields fields;
  private final Set<String> ids = new HashSet<>();

  StepReader(Problems problems, Fields fields) {
    this.problems = problems;
    this.fields = fields;
  }

  Optional<Step> step(Yaml value) {
    return fields.mapping(value).flatMap(this::step);
  }

  private Optional<Step> step(Yaml.Mapping step) {
    fields.keys(step, KEYS, LATER);
    return work(step)
        .map(work ->
            new Step(
                step.at(),
                step.get("id").flatMap(fields::scalar).flatMap(this::id),
                step.get("name").flatMap(name -> fields.template(name, Scope.STEP)),
                step.get("if").flatMap(text -> fields.condition(text, Scope.STEP_IF)),
                step.get("env").map(env -> fields.templates(env, Scope.STEP)).orElse(Map.of()),
                step.get("continue-on-error").flatMap(bool -> fields.bool(bool, Scope.STEP)),
                step.get("timeout-minutes").flatMap(number -> fields.number(number, Scope.STEP)),
                work));
  }

  private Optional<String> id(Yaml.Scalar scalar) {
    var id = fields.id(scalar);
    if (id.isPresent() && !ids.add(id.get().toLowerCase(Locale.ROOT))) {
      problems.error(
          scalar.at(),
          "The identifier '%s' may not be used more than once within the same scope."
              .formatted(scalar.text()));
    }
    return id;
  }

  private Optional<Work> work(Yaml.Mapping step) {
    var run = step.get("run");
    var uses = step.get("uses");
    if (run.isPresent() == uses.isPresent()) {
      if (step.entries().keySet().stream().noneMatch(key -> LATER.contains(key.text()))) {
        problems.error(
            step.firstKey(),
            run.isPresent()
                ? "a step cannot have both the `uses` and `run` keys"
                : "Every step must define a `uses` or `run` key");
      }
      return Optional.empty();
    }
    return run.isPresent() ? script(step, run.get()) : action(step, uses.orElseThrow());
  }

  private Optional<Work> script(Yaml.Mapping step, Yaml run) {
    refuse(step, "with", "run");
    var script = fields.template(run, Scope.STEP);
    script
        .filter(text -> text.text().length() > MAX_SCRIPT)
        .ifPresent(text ->
            problems.error(
                text.at(),
                "The script has %d characters; at most %d are allowed"
                    .formatted(text.text().length(), MAX_SCRIPT)));
    return script.map(text ->
        new Work.Run(
            text,
            step.get("shell").flatMap(shell -> fields.template(shell, Scope.STEP)),
            step.get("working-directory").flatMap(folder -> fields.template(folder, Scope.STEP))));
  }

  private Optional<Work> action(Yaml.Mapping step, Yaml uses) {
    refuse(step, "shell", "uses");
    refuse(step, "working-directory", "uses");
    var name = fields.scalar(uses);
    name.ifPresent(this::checkAction);
    return name.map(action ->
        new Work.Uses(
            action.text(),
            step.get("with").map(with -> fields.templates(with, Scope.STEP)).orElse(Map.of())));
  }

  /// Only the checkout is built in so far; any other action would fail when the job runs.
  private void checkAction(Yaml.Scalar action) {
    if (!action.text().matches("actions/checkout@[^@\\s]+")) {
      problems.unsupported(action.at(), "uses: " + action.text());
    }
  }

  private void refuse(Yaml.Mapping step, String key, String beside) {
    step.entries().keySet().stream()
        .filter(name -> name.text().equals(key))
        .forEach(name ->
            problems.error(name.at(), "Unexpected value '%s' beside '%s'".formatted(key, beside)));
  }
}
