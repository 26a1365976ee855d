package dev.slipway.cli.compile;

import static dev.slipway.cli.compile.WorkflowJson.list;
import static dev.slipway.cli.compile.WorkflowJson.text;
import static dev.slipway.cli.compile.WorkflowJson.texts;
import static dev.slipway.cli.compile.WorkflowJson.value;

import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.workflow.CacheMode;
import dev.slipway.ci.workflow.Container;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Job.Body;
import dev.slipway.ci.workflow.Job.Secrets;
import dev.slipway.ci.workflow.JobEnvironment;
import dev.slipway.ci.workflow.Snapshot;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Template;
import dev.slipway.model.Json;
import java.util.Map;
import java.util.Optional;

/// Jobs and steps of the normalised model.
final class JobModelJson {
  private JobModelJson() {}

  static Json.Obj of(Job job) {
    var json =
        Json.object()
            .put("id", job.id())
            .put("name", text(job.name()).filter(name -> !name.isEmpty()).orElse(job.id()))
            .put("needs", Json.strings(job.needs()))
            .put("if", condition(job.condition()))
            .put("strategy", job.strategy().map(WorkflowJson::strategy))
            .put("permissions", job.permissions().map(WorkflowJson::permissions))
            .put("concurrency", job.concurrency().map(WorkflowJson::concurrency))
            .put("cache-mode", job.cacheMode().map(CacheMode::word));
    switch (job.body()) {
      case Body.Call(var uses, var with, var secrets) ->
          json.put("uses", uses.text())
              .put("with", arguments(with))
              .put("secrets", secrets(secrets));
      case Body.Steps steps -> put(json, steps);
    }
    return json.build();
  }

  private static void put(Json.Builder json, Body.Steps job) {
    var services = Json.object();
    job.services().forEach((name, service) -> services.put(name, container(service)));
    json.put("runs-on", list(job.runsOn()))
        .put("runner-group", text(job.runnerGroup()))
        .put("env", texts(job.env()))
        .put("defaults", WorkflowJson.defaults(job.defaults()))
        .put("container", job.container().map(JobModelJson::container))
        .put("services", services.build())
        .put("environment", job.environment().map(JobModelJson::environment))
        .put("snapshot", job.snapshot().map(JobModelJson::snapshot))
        .put("timeout-minutes", value(job.timeoutMinutes()))
        .put("cancel-timeout-minutes", value(job.cancelTimeoutMinutes()))
        .put("continue-on-error", value(job.continueOnError()))
        .put("outputs", texts(job.outputs()))
        .put("steps", Json.array(job.steps().stream().map(JobModelJson::step).toList()));
  }

  /// The condition that is computed: without a status function it also asks for `success()`.
  private static String condition(Optional<Template> condition) {
    return Templates.fullCondition(condition.map(Template::text).orElse(""));
  }

  private static Json arguments(Map<String, Job.Argument> with) {
    var json = Json.object();
    with.forEach((name, argument) -> json.put(name, argument.value()));
    return json.build();
  }

  private static Json secrets(Secrets secrets) {
    return switch (secrets) {
      case Secrets.Inherit _ -> Json.of("inherit");
      case Secrets.Given(var given) -> texts(given);
    };
  }

  private static Json.Obj container(Container container) {
    var json =
        Json.object()
            .put("image", container.image().text())
            .put("options", text(container.options()))
            .put("env", texts(container.env()))
            .put("ports", list(container.ports()))
            .put("volumes", list(container.volumes()))
            .put("entrypoint", text(container.entrypoint()))
            .put("command", text(container.command()));
    container
        .credentials()
        .ifPresent(given ->
            json.put(
                "credentials",
                Json.object()
                    .put("username", text(given.username()))
                    .put("password", text(given.password()))
                    .build()));
    return json.build();
  }

  private static Json.Obj environment(JobEnvironment environment) {
    return Json.object()
        .put("name", environment.name().text())
        .put("url", text(environment.url()))
        .put("deployment", value(environment.deployment()))
        .build();
  }

  private static Json.Obj snapshot(Snapshot snapshot) {
    return Json.object()
        .put("image-name", snapshot.imageName().text())
        .put("version", snapshot.version().text())
        .put("if", condition(snapshot.condition()))
        .build();
  }

  private static Json.Obj step(Step step) {
    var json = Json.object().put("id", step.key()).put("name", text(step.name()));
    switch (step.work()) {
      case Step.Work.Run(var script, var shell, var folder) ->
          common(json, step)
              .put("run", script.text())
              .put("shell", text(shell))
              .put("working-directory", text(folder));
      case Step.Work.Uses(var action, var with, _) ->
          common(json, step).put("uses", action).put("with", texts(with));
      case Step.Work.Wait(var steps) -> json.put("wait", Json.strings(steps));
      case Step.Work.WaitAll _ -> json.put("wait-all", true);
      case Step.Work.Cancel(var target) -> json.put("cancel", target);
    }
    return json.put("continue-on-error", value(step.continueOnError())).build();
  }

  private static Json.Builder common(Json.Builder json, Step step) {
    json.put("if", condition(step.condition()))
        .put("env", texts(step.env()))
        .put("timeout-minutes", value(step.timeoutMinutes()));
    return step.background() ? json.put("background", true) : json;
  }
}
