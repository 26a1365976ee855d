package dev.slipway.local.states.task;

import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.lambda.FunctionInvoker.FunctionError;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.nio.charset.StandardCharsets;

/// Functions as tasks call them.
final class LambdaCalls {
  private final FunctionInvoker functions;
  private final HttpAnswers answers;
  private final Refusals refusals;

  LambdaCalls(FunctionInvoker functions, HttpAnswers answers, Refusals refusals) {
    this.functions = functions;
    this.answers = answers;
    this.refusals = refusals;
  }

  /// A function named as the task's resource: it gets the arguments, its result is the task's.
  Outcome direct(String arn, Document arguments) {
    return call(arn, arguments.text(), result -> result);
  }

  /// `lambda:invoke`: the arguments are those of Lambda's Invoke, the result is its answer.
  Outcome invoke(Document arguments) {
    return named(arguments, this::answer);
  }

  /// `aws-sdk:lambda:invoke`: the same, but the payload is text.
  Outcome sdk(Document arguments) {
    return named(
        arguments,
        result ->
            Json.object()
                .put("ExecutedVersion", "$LATEST")
                .put("Payload", result.text())
                .put("StatusCode", 200)
                .build());
  }

  private Outcome named(Document arguments, Wrapping wrapping) {
    if (!(arguments.json() instanceof Json.Obj request)
        || request.string("FunctionName").isEmpty()) {
      return new Failure("States.Runtime", "The field 'FunctionName' is required but was missing");
    }
    var payload = request.get("Payload").map(Json::text).orElse("{}");
    var function = request.requireString("FunctionName");
    var qualified =
        request.string("Qualifier").map(qualifier -> function + ":" + qualifier).orElse(function);
    return call(qualified, payload, wrapping);
  }

  /// Makes the task's result of the function's.
  private interface Wrapping {
    Json wrap(Json result);
  }

  private Outcome call(String function, String payload, Wrapping wrapping) {
    try {
      var result = functions.invoke(function, payload.getBytes(StandardCharsets.UTF_8));
      return new Success(Document.of(wrapping.wrap(parse(result))));
    } catch (FunctionError e) {
      var cause =
          Json.object()
              .put("errorMessage", String.valueOf(e.getMessage()))
              .put("errorType", e.type())
              .build();
      return new Failure(e.type(), cause.text());
    } catch (AwsError e) {
      return refusals.optimized("Lambda", "AWSLambda", "AWSLambda", e);
    } catch (MalformedJsonException e) {
      return new Failure("Lambda.Unknown", "The function returned no JSON: " + e.getMessage());
    } catch (RuntimeException e) {
      return new Failure("Lambda.Unknown", String.valueOf(e.getMessage()));
    }
  }

  private static Json parse(byte[] result) {
    return result.length == 0 ? Json.Null.INSTANCE : Json.parse(result);
  }

  private Json answer(Json result) {
    return answers.invoked(
        Json.object()
            .put("ExecutedVersion", "$LATEST")
            .put("Payload", result)
            .put("StatusCode", 200)
            .build(),
        result);
  }
}
