package dev.slipway.local.lambda;

import dev.slipway.local.lambda.FunctionInvoker.FunctionError;
import dev.slipway.local.store.Store;
import dev.slipway.local.time.Chance;
import dev.slipway.local.time.Scheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/// Calls that nobody waits for. Each is on disk from its acceptance to its end: a call that failed
/// is made again after one minute and after two more; one that found no room is tried again after
/// pauses from a second to five minutes; what is given up goes to its destination.
///
/// Reference: "How Lambda handles errors and retries with asynchronous invocation".
final class AsyncCalls {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /// @param tries that failed
  /// @param throttles in a row
  private record Call(
      String function, String payload, Instant accepted, Instant due, int tries, int throttles) {
    Json.Obj json() {
      return Json.object()
          .put("function", function)
          .put("payload", payload)
          .put("accepted", (double) accepted.toEpochMilli())
          .put("due", (double) due.toEpochMilli())
          .put("tries", tries)
          .put("throttles", throttles)
          .build();
    }

    static Call read(byte[] bytes) {
      var json = Json.parseObject(bytes);
      return new Call(
          json.requireString("function"),
          json.requireString("payload"),
          Instant.ofEpochMilli((long) json.requireNumber("accepted")),
          Instant.ofEpochMilli((long) json.requireNumber("due")),
          (int) json.requireNumber("tries"),
          (int) json.requireNumber("throttles"));
    }
  }

  private final Store store;
  private final MVMap<String, byte[]> calls;
  private final Scheduler scheduler;
  private final Chance chance;
  private final LambdaFunctions functions;
  private volatile Destination destination =
      (arn, _) -> {
        throw new AwsError(400, "InvalidParameterValueException", "no destination " + arn);
      };

  AsyncCalls(LambdaFunctions.Surroundings around, LambdaFunctions functions) {
    this.store = around.store();
    this.calls = store.map("lambda.calls");
    this.scheduler = around.scheduler();
    this.chance = around.chance();
    this.functions = functions;
  }

  void start(Destination found) {
    destination = found;
    List.copyOf(calls.keySet())
        .forEach(id -> {
          var known = calls.get(id);
          if (known != null) {
            scheduler.at(Call.read(known).due(), () -> attempt(id));
          }
        });
  }

  void accept(String function, byte[] payload) {
    var now = scheduler.instant();
    var text = new String(payload, StandardCharsets.UTF_8);
    keep(chance.uuid(), new Call(function, text, now, now, 0, 0));
  }

  private void keep(String id, Call call) {
    store.write(() -> calls.put(id, call.json().bytes()));
    scheduler.at(call.due(), () -> attempt(id));
  }

  private void attempt(String id) {
    var known = calls.get(id);
    if (known == null) {
      return;
    }
    var call = Call.read(known);
    LambdaFunctions.Result result;
    InvokeConfig config;
    try {
      var name = FunctionName.of(call.function());
      config = functions.find(name).config();
      result = functions.call(name, call.payload().getBytes(StandardCharsets.UTF_8));
    } catch (AwsError e) {
      throttled(id, call, e);
      return;
    }
    if (result.error().isEmpty()) {
      end(id, call, result, config.onSuccess(), "Success");
    } else if (call.tries() < config.retries()) {
      again(id, call, result, config);
    } else {
      end(id, call, result, config.onFailure(), "RetriesExhausted");
    }
  }

  private void again(String id, Call call, LambdaFunctions.Result result, InvokeConfig config) {
    var due = scheduler.instant().plus(Duration.ofMinutes(call.tries() + 1L));
    if (due.isAfter(call.accepted().plus(config.maximumAge()))) {
      end(id, call, result, config.onFailure(), "EventAgeExceeded");
      return;
    }
    keep(id, new Call(call.function(), call.payload(), call.accepted(), due, call.tries() + 1, 0));
  }

  private void throttled(String id, Call call, AwsError error) {
    if (error.status() != 429) {
      // The function is no more; nobody can do anything about the call.
      System.getLogger("slipway.lambda")
          .log(System.Logger.Level.ERROR, "dropped a call of " + call.function(), error);
      store.write(() -> calls.remove(id));
      return;
    }
    var pause = Duration.ofSeconds(1L << Math.min(call.throttles(), 9));
    var due = scheduler.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    keep(
        id,
        new Call(
            call.function(),
            call.payload(),
            call.accepted(),
            due,
            call.tries(),
            call.throttles() + 1));
  }

  private void end(
      String id,
      Call call,
      LambdaFunctions.Result result,
      Optional<String> target,
      String condition) {
    target.ifPresent(arn -> {
      try {
        destination.send(arn, letter(call, result, condition));
      } catch (AwsError | FunctionError e) {
        System.getLogger("slipway.lambda")
            .log(System.Logger.Level.ERROR, "the destination %s takes nothing".formatted(arn), e);
      }
    });
    store.write(() -> calls.remove(id));
  }

  /// The record that destinations get.
  private Json.Obj letter(Call call, LambdaFunctions.Result result, String condition) {
    var name = FunctionName.of(call.function());
    var response =
        Json.object()
            .put("statusCode", 200)
            .put("executedVersion", result.version())
            .put("functionError", result.error().map(_ -> "Unhandled"));
    return Json.object()
        .put("version", "1.0")
        .put("timestamp", scheduler.instant().toString())
        .put(
            "requestContext",
            Json.object()
                .put("requestId", result.requestId())
                .put(
                    "functionArn",
                    functions.arn(name.name() + ":" + name.qualifier().orElse(Function.LATEST)))
                .put("condition", condition)
                .put("approximateInvokeCount", call.tries() + 1)
                .build())
        .put("requestPayload", json(call.payload()))
        .put("responseContext", response.build())
        .put(
            "responsePayload",
            result
                .error()
                .<Json>map(FunctionError::json)
                .orElseGet(() -> json(new String(result.payload(), StandardCharsets.UTF_8))))
        .build();
  }

  private static Json json(String text) {
    try {
      return text.isBlank() ? Json.Null.INSTANCE : Json.parse(text);
    } catch (MalformedJsonException _) {
      return Json.of(text);
    }
  }
}
