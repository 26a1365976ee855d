package dev.slipway.ci.run;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.expression.MapContexts;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.plan.GitHubContext;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Strategy;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides what a job may do now: the gate before every job. Pure.
public final class JobGate {
  private final Workflow workflow;
  private final RunInputs inputs;

  public JobGate(Workflow workflow, RunInputs inputs) {
    this.workflow = workflow;
    this.inputs = inputs;
  }

  /// What the gate says.
  public sealed interface Decision {
    /// Its needs are not over, or its matrix has enough running.
    record Wait(String reason) implements Decision {}

    record Launch() implements Decision {}

    /// Over without running.
    record End(Conclusion conclusion, String reason) implements Decision {}
  }

  Decision decide(Run run, RunJob job) {
    var definition = definition(job);
    var open = definition.needs().stream().filter(need -> result(run, need).isEmpty()).toList();
    if (!open.isEmpty()) {
      return new Decision.Wait("waits for " + String.join(", ", open));
    }
    try {
      if (job.cancel() || !Templates.condition(condition(definition), contexts(run, job))) {
        return notWanted(run, job, definition);
      }
    } catch (ExpressionException e) {
      return new Decision.End(
          Conclusion.FAILURE,
          "if at %d:%d: %s"
              .formatted(
                  definition.condition().map(t -> t.at().line()).orElse(0),
                  definition.condition().map(t -> t.at().column()).orElse(0),
                  e.getMessage()));
    }
    return maxParallel(run, job, definition)
        .map(most -> busy(run, job) >= most)
        .filter(full -> full)
        .<Decision>map(_ -> new Decision.Wait("waits for its turn: max-parallel"))
        .orElseGet(Decision.Launch::new);
  }

  private Decision notWanted(Run run, RunJob job, Job definition) {
    if (run.cancelled() || job.cancel()) {
      return new Decision.End(
          Conclusion.CANCELLED,
          run.cancelled() ? "the run was cancelled" : "another job of the matrix failed");
    }
    var blocking =
        ancestors(definition).stream()
            .filter(need -> result(run, need).orElse(Conclusion.SUCCESS) != Conclusion.SUCCESS)
            .map(need -> need + " " + result(run, need).map(JobGate::past).orElse(""))
            .toList();
    return new Decision.End(
        Conclusion.SKIPPED, blocking.isEmpty() ? "its if is false" : String.join(", ", blocking));
  }

  private static String past(Conclusion conclusion) {
    return switch (conclusion) {
      case SUCCESS -> "succeeded";
      case FAILURE -> "failed";
      case CANCELLED -> "was cancelled";
      case SKIPPED -> "was skipped";
    };
  }

  /// Whether the agent that runs a job in a cancelled run goes on: its `if` still holds.
  boolean outlivesCancel(Run run, RunJob job) {
    try {
      return definition(job).condition().isPresent()
          && Templates.condition(condition(definition(job)), contexts(run, job));
    } catch (ExpressionException _) {
      return false;
    }
  }

  boolean failFast(Run run, RunJob job) {
    return definition(job)
        .strategy()
        .map(strategy ->
            strategy
                .failFast()
                .map(text ->
                    Templates.isTruthy(Templates.evaluate(text.text(), contexts(run, job)))
                        && !text.text().equals("false"))
                .orElse(true))
        .orElse(false);
  }

  boolean continuesOnError(Run run, RunJob job) {
    return definition(job)
        .continueOnError()
        .map(text -> Templates.text(text.text(), contexts(run, job)).equals("true"))
        .orElse(false);
  }

  private Optional<Long> maxParallel(Run run, RunJob job, Job definition) {
    return definition
        .strategy()
        .flatMap(Strategy::maxParallel)
        .map(text -> (long) Double.parseDouble(Templates.text(text.text(), contexts(run, job))));
  }

  private static long busy(Run run, RunJob job) {
    return run.instances(job.key().job()).stream()
        .filter(one ->
            one.state() instanceof JobState.Launched || one.state() instanceof JobState.Running)
        .count();
  }

  /// The contexts of one job, with the status over all its ancestors.
  MapContexts contexts(Run run, RunJob job) {
    var definition = definition(job);
    var contexts = new LinkedHashMap<String, Json>(runContexts(run));
    contexts.put("needs", needs(run, definition));
    contexts.put("matrix", job.matrix());
    contexts.put("strategy", strategy(run, job));
    return new MapContexts(contexts, status(run, definition));
  }

  /// The contexts of a job without its status: what the agent gets.
  public Json.Obj assignmentContexts(Run run, RunJob job) {
    return new Json.Obj(contexts(run, job).contexts());
  }

  private Map<String, Json> runContexts(Run run) {
    var about = run.about();
    var github =
        GitHubContext.of(
            inputs.event(),
            about.workflowName(),
            about.workflowPath(),
            about.id(),
            about.number(),
            run.attempt(),
            inputs.serverUrl());
    return GitHubContext.contexts(github, inputs.inputs(), inputs.vars());
  }

  private static Json strategy(Run run, RunJob job) {
    var total = run.instances(job.key().job()).size();
    return Json.object()
        .put("fail-fast", true)
        .put("job-index", job.key().index().orElse(0))
        .put("job-total", total)
        .put("max-parallel", total)
        .build();
  }

  private MapContexts.Status status(Run run, Job definition) {
    if (run.cancelled()) {
      return MapContexts.Status.CANCELLED;
    }
    var results =
        ancestors(definition).stream().flatMap(need -> result(run, need).stream()).toList();
    if (results.contains(Conclusion.FAILURE)) {
      return MapContexts.Status.FAILURE;
    }
    return results.stream().allMatch(Conclusion.SUCCESS::equals)
        ? MapContexts.Status.SUCCESS
        : MapContexts.Status.SKIPPED;
  }

  private Set<String> ancestors(Job definition) {
    var found = new LinkedHashSet<String>();
    var open = new ArrayList<>(definition.needs());
    while (!open.isEmpty()) {
      var need = open.removeLast();
      if (found.add(need)) {
        open.addAll(definition(need).needs());
      }
    }
    return found;
  }

  private static Json needs(Run run, Job definition) {
    var needs = Json.object();
    for (var need : definition.needs()) {
      needs.put(
          need,
          Json.object()
              .put("result", result(run, need).map(Conclusion::word).orElse(""))
              .put("outputs", Json.strings(outputs(run, need)))
              .build());
    }
    return needs.build();
  }

  private static Map<String, String> outputs(Run run, String job) {
    var outputs = new LinkedHashMap<String, String>();
    for (var instance : run.instances(job)) {
      if (instance.state() instanceof JobState.Finished finished) {
        // As on GitHub, the last combination that sets an output wins, and empty ones do not.
        finished
            .outputs()
            .forEach(
                (key, value) -> outputs.merge(key, value, (old, now) -> now.isEmpty() ? old : now));
      }
    }
    return outputs;
  }

  /// What a job counts as for those that need it; empty while a combination is not over.
  static Optional<Conclusion> result(Run run, String job) {
    var results = new ArrayList<Conclusion>();
    for (var instance : run.instances(job)) {
      var result = instance.result();
      if (result.isEmpty()) {
        return Optional.empty();
      }
      results.add(result.get());
    }
    return Optional.of(worst(results));
  }

  static Conclusion worst(List<Conclusion> results) {
    for (var conclusion : List.of(Conclusion.FAILURE, Conclusion.CANCELLED, Conclusion.SUCCESS)) {
      if (results.contains(conclusion)) {
        return conclusion;
      }
    }
    return Conclusion.SKIPPED;
  }

  private static Optional<String> condition(Job definition) {
    return definition.condition().map(Template::text);
  }

  private Job definition(RunJob job) {
    return definition(job.key().job());
  }

  private Job definition(String job) {
    var definition = workflow.jobs().get(job);
    if (definition == null) {
      throw new IllegalStateException("The workflow has no job " + job);
    }
    return definition;
  }
}
