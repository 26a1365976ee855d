package dev.slipway.cli.compile;

import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.RunDefaults;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Strategy;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Trigger;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The normalised model of a workflow file as JSON: short forms written out, defaults absent.
final class WorkflowJson {
  private WorkflowJson() {}

  static Json.Obj of(Workflow workflow) {
    var on = Json.object();
    workflow.triggers().forEach(trigger -> put(on, trigger));
    var jobs = Json.object();
    workflow.jobs().forEach((id, job) -> jobs.put(id, job(job)));
    return Json.object()
        .put("path", workflow.path())
        .put("name", workflow.displayName())
        .put("run-name", workflow.runName().map(Template::text))
        .put("on", on.build())
        .put("env", texts(workflow.env()))
        .put("defaults", defaults(workflow.defaults()))
        .put("jobs", jobs.build())
        .build();
  }

  private static void put(Json.Builder on, Trigger trigger) {
    switch (trigger) {
      case Trigger.Push(var branches, var tags, var paths) -> {
        var push = Json.object();
        filter(push, "branches", branches);
        filter(push, "tags", tags);
        filter(push, "paths", paths);
        on.put("push", push.build());
      }
      case Trigger.PullRequest(var types, var branches, var paths) -> {
        var request = Json.object();
        if (!types.isEmpty()) {
          request.put("types", Json.strings(types));
        }
        filter(request, "branches", branches);
        filter(request, "paths", paths);
        on.put("pull_request", request.build());
      }
      case Trigger.WorkflowDispatch(var inputs) -> {
        var all = Json.object();
        inputs.forEach((name, input) -> all.put(name, input(input)));
        on.put("workflow_dispatch", Json.object().put("inputs", all.build()).build());
      }
    }
  }

  private static void filter(Json.Builder on, String name, Trigger.Filter filter) {
    if (!filter.only().isEmpty()) {
      on.put(name, Json.strings(filter.only()));
    }
    if (!filter.ignore().isEmpty()) {
      on.put(name + "-ignore", Json.strings(filter.ignore()));
    }
  }

  private static Json.Obj input(Trigger.Input input) {
    return Json.object()
        .put("type", input.type().name().toLowerCase(Locale.ROOT))
        .put("description", input.description())
        .put("required", input.required())
        .put("default", input.defaultValue())
        .put("options", Json.strings(input.options()))
        .build();
  }

  private static Json.Obj job(Job job) {
    return Json.object()
        .put("name", text(job.name()))
        .put("needs", Json.strings(job.needs()))
        .put("if", text(job.condition()))
        .put("runs-on", Json.strings(job.runsOn().stream().map(Template::text).toList()))
        .put("env", texts(job.env()))
        .put("defaults", defaults(job.defaults()))
        .put("strategy", job.strategy().map(WorkflowJson::strategy))
        .put("timeout-minutes", text(job.timeoutMinutes()))
        .put("continue-on-error", text(job.continueOnError()))
        .put("outputs", texts(job.outputs()))
        .put("steps", Json.array(job.steps().stream().map(WorkflowJson::step).toList()))
        .build();
  }

  private static Json.Obj strategy(Strategy strategy) {
    var matrix =
        switch (strategy.matrix()) {
          case Strategy.Matrix.Computed(var expression) -> Json.of(expression.text());
          case Strategy.Matrix.Written(var vectors, var include, var exclude) ->
              written(vectors, include, exclude);
        };
    return Json.object()
        .put("matrix", matrix)
        .put("fail-fast", text(strategy.failFast()))
        .put("max-parallel", text(strategy.maxParallel()))
        .build();
  }

  private static Json written(Map<String, Json> vectors, List<Json> include, List<Json> exclude) {
    var matrix = Json.object();
    vectors.forEach(matrix::put);
    if (!include.isEmpty()) {
      matrix.put("include", Json.array(include));
    }
    if (!exclude.isEmpty()) {
      matrix.put("exclude", Json.array(exclude));
    }
    return matrix.build();
  }

  private static Json.Obj step(Step step) {
    var json =
        Json.object()
            .put("id", step.id())
            .put("name", text(step.name()))
            .put("if", text(step.condition()))
            .put("env", texts(step.env()))
            .put("continue-on-error", text(step.continueOnError()))
            .put("timeout-minutes", text(step.timeoutMinutes()));
    return switch (step.work()) {
      case Step.Work.Run(var script, var shell, var folder) ->
          json.put("run", script.text())
              .put("shell", text(shell))
              .put("working-directory", text(folder))
              .build();
      case Step.Work.Uses(var action, var with) ->
          json.put("uses", action).put("with", texts(with)).build();
    };
  }

  private static Json.Obj defaults(RunDefaults defaults) {
    return Json.object()
        .put(
            "run",
            Json.object()
                .put("shell", text(defaults.shell()))
                .put("working-directory", text(defaults.workingDirectory()))
                .build())
        .build();
  }

  private static Optional<String> text(Optional<Template> template) {
    return template.map(Template::text);
  }

  private static Json.Obj texts(Map<String, Template> templates) {
    var json = Json.object();
    templates.forEach((name, template) -> json.put(name, template.text()));
    return json.build();
  }
}
