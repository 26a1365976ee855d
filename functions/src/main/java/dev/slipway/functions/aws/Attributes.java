package dev.slipway.functions.aws;

import dev.slipway.model.Json;
import java.util.Optional;

/// DynamoDB's attribute values.
final class Attributes {
  private Attributes() {}

  static Json.Obj text(String value) {
    return Json.object().put("S", value).build();
  }

  static Json.Obj number(long value) {
    return Json.object().put("N", Long.toString(value)).build();
  }

  static Optional<String> text(Json.Obj item, String name) {
    return item.object(name).string("S");
  }

  static String requireText(Json.Obj item, String name) {
    return text(item, name)
        .orElseThrow(() -> new IllegalStateException("an item has no text " + name));
  }

  static long number(Json.Obj item, String name) {
    return item.object(name).string("N").map(Long::parseLong).orElse(0L);
  }
}
