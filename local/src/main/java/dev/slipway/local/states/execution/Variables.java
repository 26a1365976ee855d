package dev.slipway.local.states.execution;

import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What scopes know by name, within AWS's limits.
final class Variables {
  private static final int MAX_ONE = 256 * 1024;
  private static final int MAX_ASSIGN = 256 * 1024;
  private static final int MAX_ALL = 10 * 1024 * 1024;

  private Variables() {}

  /// A scope's variables after an Assign.
  static Map<String, Json> assign(Run run, Scope scope, Map<String, Json> assigned) {
    var sum = 0;
    for (var variable : assigned.entrySet()) {
      var size = size(variable.getValue());
      sum += size;
      if (size > MAX_ONE) {
        throw tooLarge(scope, "variable '%s'".formatted(variable.getKey()), MAX_ONE);
      }
    }
    if (sum > MAX_ASSIGN) {
      throw tooLarge(scope, "variables of one Assign", MAX_ASSIGN);
    }
    var variables = new LinkedHashMap<>(scope.variables());
    variables.putAll(assigned);
    var all = variables.values().stream().mapToLong(Variables::size).sum();
    if (all + outer(run, scope) > MAX_ALL) {
      throw tooLarge(scope, "variables of the execution", MAX_ALL);
    }
    return variables;
  }

  private static long outer(Run run, Scope scope) {
    return run.find(scope.parent())
        .map(parent ->
            parent.variables().values().stream().mapToLong(Variables::size).sum()
                + outer(run, parent))
        .orElse(0L);
  }

  private static StateFailedException tooLarge(Scope scope, String what, int limit) {
    return new StateFailedException(
        "States.DataLimitExceeded",
        "An error occurred while executing the state '%s' (entered at the event id #%d). The %s exceed the limit of %d bytes."
            .formatted(scope.state(), scope.visit().event(), what, limit));
  }

  private static int size(Json value) {
    return value.text().getBytes(StandardCharsets.UTF_8).length;
  }

  /// As history tells them: each as the text of its JSON.
  static Json.Obj texts(Map<String, Json> assigned) {
    var texts = Json.object();
    assigned.forEach((name, value) -> texts.put(name, value.text()));
    return texts.build();
  }
}
