package dev.slipway.ci.statemachine;

import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Compiles a workflow to the Amazon States Language, JSONata, one state per job named after it.
///
/// A job's state asks StartJob and waits for its task token. Job states never fail for a job's own
/// reasons: results are data. The last states turn the run's conclusion into success or failure.
/// The execution's input is `{"runId", "attempt", "matrix": {job: combinations}}`; states read it
/// from the context object, because a state's own input is whatever came before.
public final class StateMachineCompiler {
  private static final String INPUT = "$states.context.Execution.Input";
  private static final String FINISH = "Finish run";
  private static final String DECIDE = "Succeeded?";

  private final Workflow workflow;
  private final FunctionArns functions;

  private StateMachineCompiler(Workflow workflow, FunctionArns functions) {
    this.workflow = workflow;
    this.functions = functions;
  }

  /// The functions that the states call.
  public record FunctionArns(String startJob, String finishRun) {}

  /// Whether a job is one state or one per combination.
  private enum Instances {
    ONE,
    MATRIX
  }

  /// The definition. The same workflow gives the same text, so its digest tells versions apart.
  public static Json.Obj compile(Workflow workflow, FunctionArns functions) {
    return new StateMachineCompiler(workflow, functions).compile();
  }

  private Json.Obj compile() {
    var needs = new LinkedHashMap<String, List<String>>();
    workflow.jobs().forEach((id, job) -> needs.put(id, job.needs()));
    var order = JobOrder.of(needs);
    var states = new LinkedHashMap<String, Json>();
    var first = chain(order, states, FINISH);
    addLastStates(states);
    return Json.object()
        .put("Comment", workflow.displayName())
        .put("QueryLanguage", "JSONata")
        .put("StartAt", first)
        .put("States", new Json.Obj(states))
        .build();
  }

  /// Adds the states of an order to one level; the last one goes on to `next`, or ends the level
  /// when that is empty.
  private String chain(JobOrder order, Map<String, Json> states, String next) {
    return switch (order) {
      case JobOrder.One(var id) -> add(states, id, job(id), next);
      case JobOrder.InSequence(var parts) -> {
        var follower = next;
        var levels = new ArrayList<Map<String, Json>>();
        for (var part : parts.reversed()) {
          var level = new LinkedHashMap<String, Json>();
          follower = chain(part, level, follower);
          levels.addFirst(level);
        }
        levels.forEach(states::putAll);
        yield follower;
      }
      case JobOrder.SideBySide(var parts) -> add(states, name(order), parallel(parts), next);
    };
  }

  private String add(Map<String, Json> states, String name, Json.Obj state, String next) {
    states.put(
        name,
        next.isEmpty() ? state.with("End", Json.Bool.TRUE) : state.with("Next", Json.of(next)));
    return name;
  }

  private Json.Obj parallel(List<JobOrder> parts) {
    var branches = new ArrayList<Json>();
    for (var part : parts) {
      var states = new LinkedHashMap<String, Json>();
      var first = chain(part, states, "");
      branches.add(Json.object().put("StartAt", first).put("States", new Json.Obj(states)).build());
    }
    return Json.object()
        .put("Type", "Parallel")
        .put("Branches", Json.array(branches))
        .put("Output", Json.Obj.EMPTY)
        .build();
  }

  /// `unit, integration, lint`; unique because each job stands once.
  private static String name(JobOrder order) {
    var jobs = jobs(order);
    var name = String.join(", ", jobs);
    return name.length() <= 80
        ? name
        : "%s and %d more".formatted(cut(jobs.getFirst()), jobs.size() - 1);
  }

  private static String cut(String name) {
    return name.length() <= 60 ? name : name.substring(0, 57) + "...";
  }

  private static List<String> jobs(JobOrder order) {
    return switch (order) {
      case JobOrder.One(var id) -> List.of(id);
      case JobOrder.InSequence(var parts) ->
          parts.stream().flatMap(part -> jobs(part).stream()).collect(Collectors.toList());
      case JobOrder.SideBySide(var parts) ->
          parts.stream().flatMap(part -> jobs(part).stream()).collect(Collectors.toList());
    };
  }

  private Json.Obj job(String id) {
    var job = workflow.jobs().get(id);
    return job != null && job.strategy().isPresent() ? matrix(job) : task(id, Instances.ONE);
  }

  private Json.Obj matrix(Job job) {
    var id = job.id();
    var inner = id + " (matrix)";
    var processor =
        Json.object()
            .put("ProcessorConfig", Json.object().put("Mode", "INLINE").build())
            .put("StartAt", inner)
            .put(
                "States",
                Json.object()
                    .put(inner, task(id, Instances.MATRIX).with("End", Json.Bool.TRUE))
                    .build())
            .build();
    return Json.object()
        .put("Type", "Map")
        // The brackets belong to the range; a second pair would make one item of all.
        .put("Items", "{%% [0..$lookup(%s.matrix, '%s') - 1] %%}".formatted(INPUT, id))
        .put("ItemProcessor", processor)
        .put("Output", Json.Obj.EMPTY)
        .build();
  }

  private Json.Obj task(String id, Instances instances) {
    var payload =
        Json.object()
            .put("runId", "{% " + INPUT + ".runId %}")
            .put("attempt", "{% " + INPUT + ".attempt %}")
            .put("job", id);
    if (instances == Instances.MATRIX) {
      payload.put("index", "{% $states.context.Map.Item.Index %}");
    }
    payload.put("token", "{% $states.context.Task.Token %}");
    return invoke(
        "arn:aws:states:::lambda:invoke.waitForTaskToken", functions.startJob(), payload.build());
  }

  private static Json.Obj invoke(String resource, String function, Json.Obj payload) {
    var retry =
        Json.object()
            .put(
                "ErrorEquals",
                Json.strings(
                    List.of(
                        "Lambda.ServiceException",
                        "Lambda.AWSLambdaException",
                        "Lambda.SdkClientException",
                        "Lambda.TooManyRequestsException",
                        "States.TaskFailed")))
            .put("IntervalSeconds", 1)
            .put("BackoffRate", 2)
            .put("MaxDelaySeconds", 60)
            .put("MaxAttempts", 8)
            .put("JitterStrategy", "FULL")
            .build();
    return Json.object()
        .put("Type", "Task")
        .put("Resource", resource)
        .put(
            "Arguments",
            Json.object().put("FunctionName", function).put("Payload", payload).build())
        .put("Retry", Json.array(List.of(retry)))
        .put(
            "Output",
            resource.endsWith("waitForTaskToken")
                ? Json.Obj.EMPTY
                : Json.of("{% $states.result.Payload %}"))
        .build();
  }

  private void addLastStates(Map<String, Json> states) {
    var payload =
        Json.object()
            .put("runId", "{% " + INPUT + ".runId %}")
            .put("attempt", "{% " + INPUT + ".attempt %}")
            .build();
    add(
        states,
        FINISH,
        invoke("arn:aws:states:::lambda:invoke", functions.finishRun(), payload),
        DECIDE);
    var success =
        Json.object()
            .put("Condition", "{% $states.input.conclusion in ['success', 'skipped'] %}")
            .put("Next", "Run succeeded")
            .build();
    states.put(
        DECIDE,
        Json.object()
            .put("Type", "Choice")
            .put("Choices", Json.array(List.of(success)))
            .put("Default", "Run failed")
            .build());
    states.put("Run succeeded", Json.object().put("Type", "Succeed").build());
    states.put(
        "Run failed",
        Json.object()
            .put("Type", "Fail")
            .put("Error", "{% 'Run.' & $states.input.conclusion %}")
            .put("Cause", "{% 'The run ended with ' & $states.input.conclusion %}")
            .build());
  }
}
