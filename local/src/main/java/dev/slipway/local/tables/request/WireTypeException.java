package dev.slipway.local.tables.value;

import dev.slipway.model.Json;

/// A member of the request has the wrong JSON type. At the edge this becomes a
/// `SerializationException`.
public final class WireTypeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WireTypeException(String message) {
    super(message);
  }

  /// Something else stands where a structure belongs.
  public static WireTypeException notAStructure(Json found) {
    return found instanceof Json.Arr
        ? new WireTypeException(
            "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue")
        : new WireTypeException("Unexpected value type in payload");
  }

  /// Something else stands where a `String`, `Boolean`, `Integer`, `List` or `Map` belongs.
  public static WireTypeException of(Json found, String wanted) {
    return switch (found) {
      case Json.Obj _ ->
          new WireTypeException("Start of structure or map found where not expected");
      case Json.Arr _ ->
          new WireTypeException("Unrecognized collection type class java.lang." + wanted);
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ ->
          isStructured(wanted)
              ? new WireTypeException("Unexpected field type")
              : new WireTypeException(
                  "%s cannot be converted to %s".formatted(token(found), wanted));
    };
  }

  private static boolean isStructured(String wanted) {
    return wanted.equals("List") || wanted.equals("Map");
  }

  private static String token(Json json) {
    return switch (json) {
      case Json.Str _ -> "STRING_VALUE";
      case Json.Num(var n) -> n == Math.rint(n) ? "NUMBER_VALUE" : "DECIMAL_VALUE";
      case Json.Bool(var flag) -> flag ? "TRUE_VALUE" : "FALSE_VALUE";
      case Json.Null _ -> "NULL_VALUE";
      case Json.Arr _, Json.Obj _ -> "START_OBJECT";
    };
  }
}
