package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.ValueJson;
import dev.slipway.model.Json;

/// Values as AWS's messages write them: `{S:text}`.
final class Shown {
  private Shown() {}

  static String of(AttributeValue value) {
    var content = ValueJson.write(value).members().values().iterator().next();
    var text = content instanceof Json.Str(var plain) ? plain : content.text();
    return "{%s:%s}".formatted(value.type(), text);
  }
}
