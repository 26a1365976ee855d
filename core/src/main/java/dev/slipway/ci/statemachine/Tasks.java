package dev.slipway.ci.statemachine;

import dev.slipway.ci.statemachine.StateMachineCompiler.FunctionArns;
import dev.slipway.model.Json;
import java.util.List;

/// States that call a function. The execution's input is `{"runId", "attempt", "matrix": {job:
/// combinations}}`; states read it from the context object, because a state's own input is whatever
/// came before.
record Tasks(FunctionArns functions) {
  static final String INPUT = "$states.context.Execution.Input";

  private static final String WAITS = "arn:aws:states:::lambda:invoke.waitForTaskToken";
  private static final String CALLS = "arn:aws:states:::lambda:invoke";

  /// Asks for a job and waits for its end.
  Json.Obj job(String id) {
    return waiting(run().put("job", id));
  }

  /// The same for one combination, in an iteration of a Map.
  Json.Obj combination(String id) {
    return waiting(
        Json.object()
            .put("runId", "{% $states.input.runId %}")
            .put("attempt", "{% $states.input.attempt %}")
            .put("job", id)
            .put("index", "{% $states.input.index %}"));
  }

  /// What an iteration gets.
  static Json.Obj item() {
    return run().put("index", "{% $states.context.Map.Item.Index %}").build();
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
            payload.put("token", "{% $states.context.Task.Token %}").build())
        .with("Output", Json.Obj.EMPTY);
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
