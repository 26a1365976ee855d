package dev.slipway.local.simulation;

import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.lambda.FunctionInvoker.FunctionError;
import dev.slipway.local.store.StoreException;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.Map;

/// HTTP requests as an HTTP API makes function calls of them.
final class HttpExchanges {
  private final SimulatedScheduler scheduler;
  private final FunctionInvoker functions;

  HttpExchanges(SimulatedScheduler scheduler, FunctionInvoker functions) {
    this.scheduler = scheduler;
    this.functions = functions;
  }

  record Answer(int status, Json.Obj json) {}

  /// From the world outside: where the process is killed meanwhile, nobody answers.
  Answer fromOutside(
      String function, String method, String path, Map<String, String> headers, String body) {
    return scheduler
        .inTheProcess(() -> send(function, method, path, headers, body))
        .orElseGet(() -> new Answer(502, Json.Obj.EMPTY));
  }

  Answer send(
      String function, String method, String path, Map<String, String> headers, String body) {
    var event =
        Json.object()
            .put("version", "2.0")
            .put("rawPath", path)
            .put("headers", Json.strings(headers))
            .put(
                "requestContext",
                Json.object()
                    .put("http", Json.object().put("method", method).put("path", path).build())
                    .build())
            .put("body", body)
            .put("isBase64Encoded", false)
            .build();
    try {
      var answer = Json.parseObject(functions.invoke(function, event.bytes()));
      var text = answer.string("body").orElse("");
      return new Answer(
          (int) answer.requireNumber("statusCode"),
          text.isBlank() ? Json.Obj.EMPTY : (Json.Obj) Json.parse(text));
    } catch (FunctionError | AwsError | StoreException _) {
      return new Answer(500, Json.Obj.EMPTY);
    }
  }
}
