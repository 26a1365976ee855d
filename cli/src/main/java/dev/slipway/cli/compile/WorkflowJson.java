package dev.slipway.cli.compile;

import dev.slipway.ci.workflow.CacheMode;
import dev.slipway.ci.workflow.Concurrency;
import dev.slipway.ci.workflow.Permissions;
import dev.slipway.ci.workflow.RunDefaults;
import dev.slipway.ci.workflow.Strategy;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The normalised model of a workflow file as JSON, under the keys of the language: short forms
/// written out, lists where one was allowed, what is absent absent.
final class WorkflowJson {
  private WorkflowJson() {}

  static Json.Obj of(Workflow workflow) {
    var jobs = Json.object();
    workflow.jobs().forEach((id, job) -> jobs.put(id, JobModelJson.of(job)));
    return Json.object()
        .put("path", workflow.path())
        .put("name", workflow.displayName())
        .put("description", workflow.description())
        .put("run-name", workflow.runName().map(Template::text))
        .put("on", TriggerJson.on(workflow.triggers()))
        .put("permissions", workflow.permissions().map(WorkflowJson::permissions))
        .put("env", texts(workflow.env()))
        .put("defaults", defaults(workflow.defaults()))
        .put("concurrency", workflow.concurrency().map(WorkflowJson::concurrency))
        .put("cache-mode", workflow.cacheMode().map(CacheMode::word))
        .put("jobs", jobs.build())
        .build();
  }

  static Json.Obj permissions(Permissions permissions) {
    var scopes = Json.object();
    permissions.scopes().forEach((scope, level) -> scopes.put(scope.word(), level.word()));
    return scopes.build();
  }

  static Json.Obj concurrency(Concurrency concurrency) {
    return Json.object()
        .put("group", concurrency.group().text())
        .put("cancel-in-progress", value(concurrency.cancelInProgress()))
        .put("queue", concurrency.queue().name().toLowerCase(Locale.ROOT))
        .build();
  }

  static Json.Obj strategy(Strategy strategy) {
    var matrix =
        switch (strategy.matrix()) {
          case Strategy.Matrix.Computed(var expression) -> Json.of(expression.text());
          case Strategy.Matrix.Written(var vectors, var include, var exclude) ->
              matrix(vectors, include, exclude);
        };
    return Json.object()
        .put("matrix", matrix)
        .put("fail-fast", value(strategy.failFast()))
        .put("max-parallel", value(strategy.maxParallel()))
        .build();
  }

  private static Json matrix(Map<String, Json> vectors, List<Json> include, List<Json> exclude) {
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

  static Json.Obj defaults(RunDefaults defaults) {
    return Json.object()
        .put(
            "run",
            Json.object()
                .put("shell", text(defaults.shell()))
                .put("working-directory", text(defaults.workingDirectory()))
                .build())
        .build();
  }

  static Optional<String> text(Optional<Template> template) {
    return template.map(Template::text);
  }

  static Optional<Json> value(Optional<Template> template) {
    return template.map(given -> literal(given.text()));
  }

  /// Booleans and numbers as such, expressions as text.
  static Json literal(String text) {
    return switch (text) {
      case "true" -> Json.Bool.TRUE;
      case "false" -> Json.Bool.FALSE;
      default ->
          text.matches("-?[0-9.]+(E[-+][0-9]+)?")
              ? Json.of(Double.parseDouble(text))
              : Json.of(text);
    };
  }

  static Json.Obj texts(Map<String, Template> templates) {
    var json = Json.object();
    templates.forEach((name, template) -> json.put(name, template.text()));
    return json.build();
  }

  static Json.Arr list(List<Template> templates) {
    return Json.strings(templates.stream().map(Template::text).toList());
  }
}
