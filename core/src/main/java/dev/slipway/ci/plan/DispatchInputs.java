package dev.slipway.ci.plan;

import dev.slipway.ci.workflow.Trigger;
import dev.slipway.ci.workflow.Trigger.Input;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Checks the inputs of a dispatch and fills in defaults.
public final class DispatchInputs {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private DispatchInputs() {}

  /// The `inputs` context.
  ///
  /// @throws InvalidPlanException naming the input that is unknown, missing or of the wrong type
  public static Json.Obj check(Workflow workflow, Map<String, String> given) {
    var declared = declared(workflow);
    for (var name : given.keySet()) {
      if (!declared.containsKey(name)) {
        throw new InvalidPlanException(
            "Unexpected inputs provided: \"%s\"; the workflow has %s"
                .formatted(name, declared.isEmpty() ? "no inputs" : declared.keySet()));
      }
    }
    var inputs = new LinkedHashMap<String, Json>();
    declared.forEach((name, input) -> inputs.put(name, value(name, input, given)));
    return new Json.Obj(inputs);
  }

  private static Map<String, Input> declared(Workflow workflow) {
    return workflow.triggers().stream()
        .filter(Trigger.WorkflowDispatch.class::isInstance)
        .map(trigger -> ((Trigger.WorkflowDispatch) trigger).inputs())
        .findFirst()
        .orElse(Map.of());
  }

  private static Json value(String name, Input input, Map<String, String> given) {
    var text = given.getOrDefault(name, input.defaultValue().orElse(""));
    if (text.isEmpty() && input.required()) {
      throw new InvalidPlanException("Required input '%s' not provided".formatted(name));
    }
    return switch (input.type()) {
      case STRING, ENVIRONMENT -> Json.of(text);
      case BOOLEAN -> bool(name, text);
      case NUMBER -> number(name, text);
      case CHOICE -> choice(name, input, text);
    };
  }

  private static Json bool(String name, String text) {
    return switch (text) {
      case "true" -> Json.Bool.TRUE;
      case "false", "" -> Json.Bool.FALSE;
      default ->
          throw new InvalidPlanException(
              "Provided value '%s' for input '%s' is not a boolean".formatted(text, name));
    };
  }

  /// A number as JSON writes it; absent means 0.
  private static Json number(String name, String text) {
    if (text.isEmpty()) {
      return Json.of(0);
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new InvalidPlanException(
          "Provided value '%s' for input '%s' is not a number".formatted(text, name));
    }
    return Json.of(Double.parseDouble(text));
  }

  private static Json choice(String name, Input input, String text) {
    var value = text.isEmpty() && !input.options().isEmpty() ? input.options().getFirst() : text;
    if (!input.options().contains(value)) {
      throw new InvalidPlanException(
          "Provided value '%s' for input '%s' not in the list of allowed values %s"
              .formatted(value, name, input.options()));
    }
    return Json.of(value);
  }
}
