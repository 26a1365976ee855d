package dev.slipway.local.states.task;

import dev.slipway.local.states.engine.TaskCaller.Caller;
import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.local.states.execution.Occurrence.Outcome;
import dev.slipway.local.states.execution.Occurrence.Success;
import dev.slipway.local.states.language.Resource;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.function.UnaryOperator;

/// Calls of services by their JSON protocol: SDK integrations, and those that AWS made easier.
final class SdkCalls {
  private final Services services;
  private final HttpAnswers answers;
  private final Refusals refusals;

  SdkCalls(Services services, HttpAnswers answers, Refusals refusals) {
    this.services = services;
    this.answers = answers;
    this.refusals = refusals;
  }

  Outcome call(Caller caller, Resource.Integration integration, Document arguments) {
    var sdk = SdkService.of(integration.service());
    var service = sdk.flatMap(found -> services.service(found.prefix()));
    if (sdk.isEmpty() || service.isEmpty()) {
      return new Failure(
          "States.Runtime",
          "The local cloud has no service for the resource %s".formatted(integration.arn()));
    }
    if (!(arguments.json() instanceof Json.Obj request)) {
      return new Failure("States.Runtime", "The arguments of a service must be an object");
    }
    var plain = integration.service().startsWith("aws-sdk:");
    var prepared = plain ? request : Optimized.prepared(integration, request, caller);
    try {
      var answer =
          service
              .get()
              .call(operation(integration.action()), Spelling.toWire(prepared, sdk.get()).bytes());
      var result = Moments.spelled(Spelling.fromWire(Json.parse(answer), sdk.get()));
      return Optimized.refusal(integration, result)
          .<Outcome>map(failure -> failure)
          .orElseGet(() -> new Success(Document.of(told(integration, result, answer))));
    } catch (AwsError e) {
      return plain
          ? refusals.sdk(sdk.get().label(), e)
          : refusals.optimized(sdk.get().label(), sdk.get().name(), sdk.get().family(), e);
    } catch (IllegalArgumentException e) {
      return new Failure(
          sdk.get().label() + ".SerializationException", String.valueOf(e.getMessage()));
    }
  }

  /// What the task is told: optimized integrations tell of the HTTP answer, too.
  private Json told(Resource.Integration integration, Json result, byte[] body) {
    return switch (integration.service()) {
      case "dynamodb" -> answers.withChecksum(result, body);
      case "events" -> result;
      case String service -> service.startsWith("aws-sdk:") ? result : answers.with(result, body);
    };
  }

  private static String operation(String action) {
    return Character.toUpperCase(action.charAt(0)) + action.substring(1);
  }

  /// How members are spelled on the wire and in tasks.
  static final class Spelling {
    private Spelling() {}

    static Json toWire(Json json, SdkService service) {
      return switch (service.wire()) {
        case CAPITAL -> json;
        case SMALL -> renamed(json, Spelling::small);
      };
    }

    static Json fromWire(Json json, SdkService service) {
      return switch (service.wire()) {
        case CAPITAL -> json;
        case SMALL -> renamed(json, SdkCalls::operation);
      };
    }

    private static String small(String name) {
      return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Json renamed(Json json, UnaryOperator<String> rename) {
      return switch (json) {
        case Json.Obj(var members) -> {
          var renamed = new LinkedHashMap<String, Json>();
          members.forEach((name, value) ->
              renamed.put(name.isEmpty() ? name : rename.apply(name), renamed(value, rename)));
          yield new Json.Obj(renamed);
        }
        case Json.Arr(var items) ->
            new Json.Arr(items.stream().map(item -> renamed(item, rename)).toList());
        case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> json;
      };
    }
  }
}
