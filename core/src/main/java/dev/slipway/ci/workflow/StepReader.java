package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Step.Work;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the steps of one job. Two passes: first all ids are taken, then steps without one get a
/// name.
final class StepReader {
  /// What GitHub's manual gives for `run`.
  private static final int MAX_SCRIPT = 21_000;

  private final Problems problems;
  private final Identifiers identifiers;
  private final Set<String> before = new HashSet<>();
  private final List<Step> steps = new ArrayList<>();

  StepReader(Problems problems) {
    this.problems = problems;
    this.identifiers = new Identifiers(problems);
  }

  List<Step> steps(List<Yaml> items) {
    items.forEach(item -> takeIds(Fields.mapping(item)));
    items.forEach(item -> read(Fields.mapping(item)));
    return steps;
  }

  private void takeIds(Yaml.Mapping step) {
    Fields.template(step, "id").ifPresent(identifiers::take);
    group(step).ifPresent(group -> group.forEach(item -> takeIds(Fields.mapping(item))));
  }

  private static Optional<List<Yaml>> group(Yaml.Mapping step) {
    return step.get("parallel")
        .flatMap(value ->
            value instanceof Yaml.Sequence(var items, _) ? Optional.of(items) : Optional.empty());
  }

  private void read(Yaml.Mapping step) {
    var group = group(step);
    if (group.isEmpty()) {
      add(step, Fields.isTrue(step, "background"));
      return;
    }
    if (group.get().isEmpty()) {
      problems.error(step.firstKey(), "A parallel group must contain at least one step");
    }
    var keys = new ArrayList<String>();
    group.get().forEach(item -> keys.add(add(Fields.mapping(item), true)));
    steps.add(bare(step.at(), identifiers.make("wait"), new Work.Wait(keys)));
  }

  private static Step bare(Position at, String key, Work work) {
    return new Step(
        at,
        key,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        work);
  }

  private String add(Yaml.Mapping step, boolean background) {
    var id = Fields.text(step, "id");
    var work = work(step);
    var key = id.orElseGet(() -> identifiers.make(nameOf(work)));
    steps.add(
        new Step(
            step.at(),
            key,
            id,
            Fields.template(step, "name"),
            Fields.template(step, "if"),
            Fields.named(step, "env"),
            Fields.template(step, "continue-on-error"),
            Fields.template(step, "timeout-minutes"),
            background,
            work));
    before.add(key);
    return key;
  }

  /// What a made-up name is made of.
  private static String nameOf(Work work) {
    return switch (work) {
      case Work.Run _ -> "run";
      case Work.Uses(var action, _, _) -> ActionReference.parse(action).shortName().orElse("run");
      case Work.Wait _ -> "wait";
      case Work.WaitAll _ -> "wait-all";
      case Work.Cancel _ -> "cancel";
    };
  }

  private Work work(Yaml.Mapping step) {
    if (step.has("run")) {
      return script(step);
    }
    if (step.has("uses")) {
      return action(step);
    }
    if (step.has("wait")) {
      return new Work.Wait(
          Fields.templates(step, "wait").stream().map(target -> target(step, target)).toList());
    }
    if (step.has("cancel")) {
      return new Work.Cancel(target(step, Fields.templates(step, "cancel").getFirst()));
    }
    step.get("wait-all")
        .filter(value -> value.json().equals(Json.Bool.FALSE))
        .ifPresent(
            value -> problems.error(value.at(), "The value of 'wait-all' must be true or omitted"));
    return new Work.WaitAll();
  }

  private Work script(Yaml.Mapping step) {
    var script = Fields.templates(step, "run").getFirst();
    if (script.text().length() > MAX_SCRIPT) {
      problems.error(
          script.at(),
          "The script has %d characters; at most %d are allowed"
              .formatted(script.text().length(), MAX_SCRIPT));
    }
    return new Work.Run(
        script, Fields.template(step, "shell"), Fields.template(step, "working-directory"));
  }

  private Work action(Yaml.Mapping step) {
    var uses = Fields.templates(step, "uses").getFirst();
    if (ActionReference.parse(uses.text()) instanceof ActionReference.Malformed) {
      problems.error(
          uses.at(), "Expected format {org}/{repo}[/path]@ref. Actual '%s'".formatted(uses.text()));
    }
    return new Work.Uses(uses.text(), Fields.named(step, "with"), uses.at());
  }

  /// A step that another one waits for or ends: an earlier one of the job.
  private String target(Yaml.Mapping step, Template target) {
    var own = Fields.text(step, "id").filter(target.text()::equalsIgnoreCase);
    if (target.text().startsWith("__")) {
      identifiers.reserved(target);
    } else if (own.isPresent()) {
      problems.error(target.at(), "Step '%s' cannot reference itself".formatted(own.get()));
    } else if (!before.contains(target.text())) {
      problems.error(target.at(), "Step references unknown step ID '%s'".formatted(target.text()));
    }
    return target.text();
  }
}
