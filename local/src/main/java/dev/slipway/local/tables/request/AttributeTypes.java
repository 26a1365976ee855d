package dev.slipway.local.tables.request;

import dev.slipway.local.tables.value.ValueType;
import dev.slipway.model.Json;
import java.util.Base64;

/// The JSON types inside attribute values.
final class AttributeTypes {
  private static final String VALUE = "com.amazonaws.dynamodb.v20120810.AttributeValue";

  private AttributeTypes() {}

  static void check(Json value) {
    switch (value) {
      case Json.Obj(var members) -> members.forEach(AttributeTypes::member);
      case Json.Arr _ -> throw new WireTypeException("Unrecognized collection type class " + VALUE);
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ ->
          throw new WireTypeException("Unexpected value type in payload");
    }
  }

  private static void member(String name, Json content) {
    if (content instanceof Json.Null) {
      return;
    }
    ValueType.named(name).ifPresent(type -> content(type, content));
  }

  private static void content(ValueType type, Json content) {
    switch (type) {
      case S, N -> WireTypes.text(content);
      case B -> binary(content);
      case BOOL, NULL -> WireTypes.flag(content);
      case L -> WireTypes.list(content).forEach(AttributeTypes::check);
      case M -> WireTypes.map(content, VALUE).values().forEach(AttributeTypes::check);
      case SS, NS -> WireTypes.list(content).forEach(WireTypes::text);
      case BS -> WireTypes.list(content).forEach(AttributeTypes::binary);
    }
  }

  private static void binary(Json value) {
    switch (value) {
      case Json.Str(var text) -> base64(text);
      case Json.Arr _ ->
          throw new WireTypeException("Unrecognized collection type class java.nio.ByteBuffer");
      case Json.Obj _ ->
          throw new WireTypeException("Start of structure or map found where not expected");
      case Json.Null _, Json.Bool _, Json.Num _ ->
          throw new WireTypeException("only base-64-encoded strings are convertible to bytes");
    }
  }

  private static void base64(String text) {
    if (text.length() % 4 != 0) {
      throw new WireTypeException(
          "Base64 encoded length is expected a multiple of 4 bytes but found: " + text.length());
    }
    try {
      Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw new WireTypeException("Invalid last non-pad Base64 character dectected");
    }
  }
}
