package dev.slipway.local.states;

import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Functions that do what a test says, and remember what they were asked.
final class ScriptedFunctions implements FunctionInvoker {
  /// What a function does with its payload.
  interface Body {
    Json apply(Json payload);
  }

  private final Map<String, Body> bodies = new HashMap<>();
  private final Map<String, List<Json>> calls = new HashMap<>();

  void define(String name, Body body) {
    bodies.put(name, body);
  }

  List<Json> calls(String name) {
    return calls.getOrDefault(name, List.of());
  }

  @Override
  public byte[] invoke(String function, byte[] payload) {
    var name = function.substring(function.lastIndexOf(':') + 1);
    var body = bodies.get(name);
    if (body == null) {
      throw new AwsError(404, "ResourceNotFoundException", "Function not found: " + function);
    }
    var json = Json.parse(payload);
    calls.computeIfAbsent(name, _ -> new ArrayList<>()).add(json);
    return body.apply(json).bytes();
  }
}
