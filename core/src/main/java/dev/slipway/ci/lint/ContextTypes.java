package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.ActionReference;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Job.Body;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Strategy.Matrix;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Trigger;
import dev.slipway.ci.workflow.Trigger.InputType;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What each context holds at a site.
final class ContextTypes {
  private static final Type.Obj RUNNER =
      Type.texts("name", "os", "arch", "temp", "tool_cache", "debug", "environment", "workspace");
  private static final Type.Obj JOB = job();
  private static final Type.Obj STRATEGY =
      Type.closed(
          Map.of(
              "fail-fast", Type.Bool.TYPE,
              "job-index", Type.Num.TYPE,
              "job-total", Type.Num.TYPE,
              "max-parallel", Type.Num.TYPE));

  private final Subject subject;
  private final Type.Obj github;

  ContextTypes(Subject subject) {
    this.subject = subject;
    this.github = github(event(subject.workflow()));
  }

  /// The type of a context, named in lower case.
  Type type(String context, Site site) {
    return switch (context) {
      case "github" -> github;
      case "runner" -> RUNNER;
      case "job" -> JOB;
      case "strategy" -> STRATEGY;
      case "env", "vars", "secrets" -> Type.open(Type.Text.TYPE);
      case "inputs" -> inputs();
      case "matrix" -> site.job().map(ContextTypes::matrix).orElse(Type.Any.TYPE);
      case "needs" -> site.job().map(this::needs).orElse(Type.Any.TYPE);
      case "jobs" -> jobs();
      case "steps" -> steps(site.before());
      default -> Type.Any.TYPE;
    };
  }

  /// The event's payload, an object of which only the inputs of a dispatch are known. A called
  /// workflow sees the payload of its caller.
  private static Type event(Workflow workflow) {
    var members = new LinkedHashMap<String, Type>();
    for (var trigger : workflow.triggers()) {
      if (trigger instanceof Trigger.WorkflowDispatch(var inputs) && workflow.call().isEmpty()) {
        members.put("inputs", Type.texts(inputs.keySet().toArray(String[]::new)));
      }
    }
    return new Type.Obj(members, Optional.of(Type.Any.TYPE));
  }

  private static Type.Obj github(Type event) {
    var members = new LinkedHashMap<String, Type>();
    for (var name :
        List.of(
            "action",
            "action_path",
            "action_ref",
            "action_repository",
            "action_status",
            "actor",
            "actor_id",
            "api_url",
            "artifact_cache_size_limit",
            "base_ref",
            "env",
            "event_name",
            "event_path",
            "graphql_url",
            "head_ref",
            "job",
            "job_workflow_sha",
            "output",
            "path",
            "ref",
            "ref_name",
            "ref_type",
            "repository",
            "repository_id",
            "repository_owner",
            "repository_owner_id",
            "repository_visibility",
            "repositoryUrl",
            "retention_days",
            "run_attempt",
            "run_id",
            "run_number",
            "secret_source",
            "server_url",
            "sha",
            "state",
            "step_summary",
            "token",
            "triggering_actor",
            "workflow",
            "workflow_ref",
            "workflow_sha",
            "workspace")) {
      members.put(name, Type.Text.TYPE);
    }
    members.put("ref_protected", Type.Bool.TYPE);
    members.put("event", event);
    return Type.closed(members);
  }

  private static Type.Obj job() {
    var service =
        Type.closed(
            Map.of(
                "id",
                Type.Text.TYPE,
                "network",
                Type.Text.TYPE,
                "ports",
                Type.open(Type.Text.TYPE)));
    var members = new LinkedHashMap<String, Type>();
    for (var name :
        List.of(
            "status",
            "check_run_id",
            "workflow_ref",
            "workflow_sha",
            "workflow_repository",
            "workflow_file_path")) {
      members.put(name, Type.Text.TYPE);
    }
    members.put("container", Type.texts("id", "network"));
    members.put("services", Type.open(service));
    return Type.closed(members);
  }

  /// Of a dispatch and of a call alike.
  private Type inputs() {
    var members = new LinkedHashMap<String, Type>();
    for (var trigger : subject.workflow().triggers()) {
      var inputs =
          switch (trigger) {
            case Trigger.WorkflowDispatch(var own) -> own;
            case Trigger.WorkflowCall(var own, _, _) -> own;
            case Trigger.Push _,
                Trigger.PullRequest _,
                Trigger.WorkflowRun _,
                Trigger.Activity _,
                Trigger.ImageVersion _,
                Trigger.Schedule _ ->
                Map.<String, Trigger.Input>of();
          };
      inputs.forEach((name, input) -> members.merge(name, type(input.type()), Type::join));
    }
    return Type.closed(members);
  }

  private static Type type(InputType type) {
    return switch (type) {
      case STRING, CHOICE, ENVIRONMENT -> Type.Text.TYPE;
      case BOOLEAN -> Type.Bool.TYPE;
      case NUMBER -> Type.Num.TYPE;
    };
  }

  private static Type matrix(Job job) {
    if (job.strategy().isEmpty()) {
      return Type.closed(Map.of());
    }
    return switch (job.strategy().get().matrix()) {
      case Matrix.Computed _ -> Type.Any.TYPE;
      case Matrix.Written(var vectors, var include, _) -> matrix(vectors, include);
    };
  }

  private static Type matrix(Map<String, Json> vectors, List<Json> include) {
    var members = new LinkedHashMap<String, Type>();
    for (var vector : vectors.entrySet()) {
      if (Template.isExpression(vector.getKey())) {
        return Type.Any.TYPE;
      }
      members.put(
          vector.getKey(),
          Type.of(vector.getValue()) instanceof Type.ListOf(var item) ? item : Type.Any.TYPE);
    }
    for (var one : include) {
      if (!(one instanceof Json.Obj(var added))) {
        return Type.Any.TYPE;
      }
      for (var member : added.entrySet()) {
        if (Template.isExpression(member.getKey())) {
          return Type.Any.TYPE;
        }
        members.merge(member.getKey(), Type.of(member.getValue()), Type::join);
      }
    }
    return Type.closed(members);
  }

  private Type needs(Job job) {
    var members = new LinkedHashMap<String, Type>();
    for (var need : job.needs()) {
      var needed = subject.workflow().jobs().get(need);
      if (needed != null) {
        members.put(need, result(needed));
      }
    }
    return Type.closed(members);
  }

  private Type jobs() {
    var members = new LinkedHashMap<String, Type>();
    subject.workflow().jobs().forEach((id, job) -> members.put(id, result(job)));
    return Type.closed(members);
  }

  private Type result(Job job) {
    return Type.closed(Map.of("result", Type.Text.TYPE, "outputs", outputs(job)));
  }

  private Type outputs(Job job) {
    return switch (job.body()) {
      case Body.Steps steps -> named(steps.outputs());
      case Body.Call _ ->
          Optional.ofNullable(subject.called().get(job.id()))
              .flatMap(Workflow::call)
              .<Type>map(call -> named(call.outputs()))
              .orElseGet(() -> Type.open(Type.Text.TYPE));
    };
  }

  /// Texts under these names; under any where a name is computed.
  private static Type named(Map<String, ?> outputs) {
    return outputs.keySet().stream().anyMatch(Template::isExpression)
        ? Type.open(Type.Text.TYPE)
        : Type.texts(outputs.keySet().toArray(String[]::new));
  }

  private Type steps(List<Step> before) {
    var members = new LinkedHashMap<String, Type>();
    for (var step : before) {
      step.id()
          .ifPresent(id ->
              members.put(
                  id,
                  Type.closed(
                      Map.of(
                          "outputs", outputs(step),
                          "outcome", Type.Text.TYPE,
                          "conclusion", Type.Text.TYPE))));
    }
    return Type.closed(members);
  }

  /// A script may set any output; of an action only those that it declares come out.
  private Type outputs(Step step) {
    return step.work() instanceof Step.Work.Uses(var action, _, _)
        ? subject
            .actions()
            .find(ActionReference.parse(action))
            .flatMap(Actions.Action::outputs)
            .<Type>map(names -> Type.texts(names.toArray(String[]::new)))
            .orElseGet(() -> Type.open(Type.Text.TYPE))
        : Type.open(Type.Text.TYPE);
  }
}
