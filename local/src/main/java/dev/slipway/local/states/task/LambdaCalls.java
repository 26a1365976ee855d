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

  LambdaCalls(FunctionInvoker functions) {
    this.functions = functions;
  }

  /// A function named as the task's resource: it gets the arguments, its result is the task's.
  Outcome direct(String arn, Document arguments) {
    return call(arn, arguments.text(), result -> result);
  }

  /// `lambda:invoke`: the arguments are those of Lambda's Invoke, the result is its answer.
  Outcome invoke(Document arguments) {
    if (!(arguments.json() instanceof Json.Obj request)
        || request.string("FunctionName").isEmpty()) {
      return new Failure("States.Runtime", "The field 'FunctionName' is required but was missing");
    }
    var payload = request.get("Payload").map(Json::text).orElse("{}");
    var function = request.requireString("FunctionName");
    var named =
        request.string("Qualifier").map(qualifier -> function + ":" + qualifier).orElse(function);
    return call(named, payload, LambdaCalls::answer);
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
      return new Failure(
          "Lambda." + e.code(),
          "%s (Service: Lambda, Status Code: %d)".formatted(e.getMessage(), e.status()));
    } catch (MalformedJsonException e) {
      return new Failure("Lambda.Unknown", "The function returned no JSON: " + e.getMessage());
    } catch (RuntimeException e) {
      return new Failure("Lambda.Unknown", String.valueOf(e.getMessage()));
    }
  }

  private static Json parse(byte[] result) {
    return result.length == 0 ? Json.Null.INSTANCE : Json.parse(result);
  }

  private static Json answer(Json result) {
    var length = Integer.toString(result.bytes().length);
    var headers =
        Json.object()
            .put("Content-Length", length)
            .put("Content-Type", "application/json")
            .put("X-Amz-Executed-Version", "$LATEST")
            .build();
    return Json.object()
        .put("ExecutedVersion", "$LATEST")
        .put("Payload", result)
        .put("SdkHttpMetadata", http(headers))
        .put("SdkResponseMetadata", Json.object().put("RequestId", "").build())
        .put("StatusCode", 200)
        .build();
  }

  /// What the AWS SDK tells of an HTTP answer.
  static Json.Obj http(Json.Obj headers) {
    var all = Json.object();
    headers.members().forEach((name, value) -> all.put(name, Json.array(java.util.List.of(value))));
    return Json.object()
        .put("AllHttpHeaders", all.build())
        .put("HttpHeaders", headers)
        .put("HttpStatusCode", 200)
        .build();
  }
}
