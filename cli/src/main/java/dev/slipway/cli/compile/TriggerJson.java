package dev.slipway.cli.compile;

import static dev.slipway.cli.compile.WorkflowJson.list;
import static dev.slipway.cli.compile.WorkflowJson.text;

import dev.slipway.ci.workflow.Trigger;
import dev.slipway.ci.workflow.Trigger.Filter;
import dev.slipway.ci.workflow.Trigger.Input;
import dev.slipway.ci.workflow.Trigger.InputType;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `on` of the normalised model: always a mapping from events to what they are narrowed to.
final class TriggerJson {
  private TriggerJson() {}

  static Json.Obj on(List<Trigger> triggers) {
    var on = Json.object();
    triggers.forEach(trigger -> on.put(trigger.event(), trigger(trigger)));
    return on.build();
  }

  private static Json trigger(Trigger trigger) {
    var json = Json.object();
    switch (trigger) {
      case Trigger.Push(var branches, var tags, var paths) -> {
        filter(json, "branches", branches);
        filter(json, "tags", tags);
        filter(json, "paths", paths);
      }
      case Trigger.PullRequest(_, var types, var branches, var paths) -> {
        types(json, types);
        filter(json, "branches", branches);
        filter(json, "paths", paths);
      }
      case Trigger.WorkflowRun(var workflows, var types, var branches) -> {
        json.put("workflows", list(workflows));
        types(json, types);
        filter(json, "branches", branches);
      }
      case Trigger.Activity(_, var types, var branches) -> {
        types(json, types);
        filter(json, "branches", branches);
      }
      case Trigger.ImageVersion(var types, var names, var versions) -> {
        types(json, types);
        json.put("names", list(names)).put("versions", list(versions));
      }
      case Trigger.Schedule(var crons) -> {
        return Json.array(
            crons.stream()
                .map(cron ->
                    Json.object()
                        .put("cron", cron.expression().text())
                        .put("timezone", text(cron.timezone()))
                        .build())
                .toList());
      }
      case Trigger.WorkflowDispatch(var inputs) -> json.put("inputs", inputs(inputs));
      case Trigger.WorkflowCall call -> call(json, call);
    }
    return json.build();
  }

  private static void types(Json.Builder json, List<String> types) {
    if (!types.isEmpty()) {
      json.put("types", Json.strings(types));
    }
  }

  private static void filter(Json.Builder json, String name, Filter filter) {
    if (!filter.patterns().isEmpty()) {
      json.put(name, list(filter.patterns()));
    }
    if (!filter.ignored().isEmpty()) {
      json.put(name + "-ignore", list(filter.ignored()));
    }
  }

  private static Json.Obj inputs(Map<String, Input> inputs) {
    var all = Json.object();
    inputs.forEach((name, input) -> all.put(name, input(input)));
    return all.build();
  }

  private static Json.Obj input(Input input) {
    var json =
        Json.object()
            .put("type", input.type().name().toLowerCase(Locale.ROOT))
            .put("description", input.description())
            .put("required", input.required())
            .put("default", defaultOf(input));
    if (input.type() == InputType.CHOICE) {
      json.put("options", Json.strings(input.options()));
    }
    return json.build();
  }

  private static Optional<Json> defaultOf(Input input) {
    return input
        .defaultValue()
        .map(text ->
            input.type() == InputType.BOOLEAN || input.type() == InputType.NUMBER
                ? WorkflowJson.literal(text)
                : Json.of(text));
  }

  private static void call(Json.Builder json, Trigger.WorkflowCall call) {
    var secrets = Json.object();
    call.secrets()
        .forEach((name, secret) ->
            secrets.put(
                name,
                Json.object()
                    .put("description", secret.description())
                    .put("required", secret.required())
                    .build()));
    var outputs = Json.object();
    call.outputs()
        .forEach((name, output) ->
            outputs.put(
                name,
                Json.object()
                    .put("description", output.description())
                    .put("value", output.value().text())
                    .build()));
    json.put("inputs", inputs(call.inputs()))
        .put("secrets", secrets.build())
        .put("outputs", outputs.build());
  }
}
