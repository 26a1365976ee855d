package dev.slipway.local.events;

import dev.slipway.local.wire.Input;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Builds what a target gets from pieces of the event.
///
/// Reference: "Amazon EventBridge input transformation".
final class InputTransformer {
  private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9_.-]{1,128})>");

  private InputTransformer() {}

  static String apply(Json.Obj transformer, Json.Obj event, String ruleArn) {
    Map<String, Json> values = new LinkedHashMap<>();
    new Input(transformer)
        .map("InputPathsMap")
        .forEach(
            (name, path) -> JsonPath.find(path, event).ifPresent(value -> values.put(name, value)));
    values.put("aws.events.rule-arn", Json.of(ruleArn));
    values.put("aws.events.rule-name", Json.of(ruleArn.substring(ruleArn.lastIndexOf('/') + 1)));
    values.put("aws.events.event.ingestion-time", event.get("time").orElse(Json.of("")));
    values.put("aws.events.event", event.with("detail", Json.Obj.EMPTY));
    values.put("aws.events.event.json", event);
    var template = transformer.string("InputTemplate").orElse("");
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(match -> {
          var value = values.get(match.group(1));
          return Matcher.quoteReplacement(
              value == null ? "" : shown(value, isQuoted(template, match.start())));
        });
  }

  /// Within quotation marks a text stands without its own, and anything else as text.
  private static String shown(Json value, boolean quoted) {
    if (!quoted) {
      return value.text();
    }
    var text = value instanceof Json.Str(var plain) ? plain : value.text();
    var escaped = Json.of(text).text();
    return escaped.substring(1, escaped.length() - 1);
  }

  private static boolean isQuoted(String template, int position) {
    var quoted = false;
    for (var i = 0; i < position; i++) {
      if (template.charAt(i) == '\\') {
        i++;
      } else if (template.charAt(i) == '"') {
        quoted = !quoted;
      }
    }
    return quoted;
  }
}
