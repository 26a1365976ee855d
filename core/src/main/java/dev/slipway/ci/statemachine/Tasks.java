package dev.slipway.ci.statemachine;

import dev.slipway.ci.statemachine.StateMachineCompiler.FunctionArns;
import dev.slipway.model.Json;
import java.util.List;

/// States that call a function. The execution's input is `{"runId", "attempt", "matrix": {job:
/// combinations}}`; states read it from the context object, because a state's own input is whatever
/// came before. Inside an iteration that calls a workflow, states hand their input on instead:
/// `{"runId", "attempt", "matrix", "path"}`, where the path is what stands before the jobs' ids; an
/// iteration may be an execution of its own and does not see ours.
record Tasks(FunctionArns functions) {
  static final String INPUT = "$states.context.Execution.Input";
  static final String WHOLE_INPUT = "{% $states.input %}";

  private static final String WAITS = "arn:aws:states:::lambda:invoke.waitForTaskToken";
  private static final String CALLS = "arn:aws:states:::lambda:invoke";

  /// Asks for a job and waits for its end.
  Json.Obj job(Where where, String id) {
    return switch (where) {
      case Where.Machine _ ->
          waiting(run().put("job", where.path(id))).with("Output", Json.Obj.EMPTY);
      case Where.Iteration _ ->
          waiting(handedOn().put("job", "{% " + where.name(id) + " %}"))
              .with("Output", Json.of(WHOLE_INPUT));
    };
  }

  /// Asks what combinations a job has when its needs are over, and goes on with the answer.
  Json.Obj combinations(Where where, String id) {
    return switch (where) {
      case Where.Machine _ ->
          waiting(run().put("job", where.path(id))).with("Output", Json.of("{% $states.result %}"));
      case Where.Iteration _ ->
          waiting(handedOn().put("job", "{% " + where.name(id) + " %}"))
              .with(
                  "Output",
                  Json.of(
                      "{% $merge([$states.input, {'matrix': $merge([$states.input.matrix,"
                          + " $states.result.matrix])}]) %}"));
    };
  }

  /// What an iteration gets that calls a workflow.
  ///
  /// @param matrix where the combinations are told
  static Json.Obj call(Where where, String id, String matrix) {
    return (where instanceof Where.Machine ? run() : handedOn())
        .put("matrix", "{% " + matrix + " %}")
        .put(
            "path",
            "{%% %s & '.' & $string($states.context.Map.Item.Index) & '.' %%}"
                .formatted(where.name(id)))
        .build();
  }

  private static Json.Builder handedOn() {
    return Json.object()
        .put("runId", "{% $states.input.runId %}")
        .put("attempt", "{% $states.input.attempt %}");
  }

  /// The same for one combination, in an iteration of a Map.
  Json.Obj combination(Where where, String id) {
    var job =
        where instanceof Where.Machine
            ? where.path(id)
            : "{%% $states.input.path & '%s' %%}".formatted(where.path(id));
    return waiting(handedOn().put("job", job).put("index", "{% $states.input.index %}"))
        .with("Output", Json.Obj.EMPTY);
  }

  /// What an iteration gets.
  static Json.Obj item(Where where) {
    var item = where instanceof Where.Machine ? run() : handedOn();
    if (where instanceof Where.Iteration) {
      item.put("path", "{% $states.input.path %}");
    }
    return item.put("index", "{% $states.context.Map.Item.Index %}").build();
  }

  /// Concludes the run, and goes on with what it concluded.
  Json.Obj finish() {
    return invoke(CALLS, functions.finishRun(), run().build())
        .with("Output", Json.of("{% $states.result.Payload %}"));
  }

  private static Json.Builder run() {
    return Json.object()
        .put("runId", "{% " + INPUT + ".runId %}")
        .put("attempt", "{% " + INPUT + ".attempt %}");
  }

  private Json.Obj waiting(Json.Builder payload) {
    return invoke(
        WAITS,
        functions.startJob(),
        payload.put("token", "{% $states.context.Task.Token %}").build());
  }

  private static Json.Obj invoke(String resource, String function, Json.Obj payload) {
    return Json.object()
        .put("Type", "Task")
        .put("Resource", resource)
        .put(
            "Arguments",
            Json.object().put("FunctionName", function).put("Payload", payload).build())
        .put("Retry", Json.array(List.of(retry())))
        .build();
  }

  private static Json.Obj retry() {
    return Json.object()
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
  }
}
