package dev.slipway.local.tables.request;

import dev.slipway.model.Json;

/// A member of the request has the wrong JSON type. At the edge this becomes a
/// `SerializationException`.
public final class WireTypeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WireTypeException(String message) {
    super(message);
  }

  /// Something else stands where a `String`, a `Boolean` or a number belongs.
  static WireTypeException cannotBe(Json found, String wanted) {
    return new WireTypeException(
        switch (found) {
          case Json.Obj _ -> "Start of structure or map found where not expected";
          case Json.Arr _ -> "Unrecognized collection type class java.lang." + wanted;
          case Json.Str _ -> "STRING_VALUE cannot be converted to " + wanted;
          case Json.Num(var n) ->
              (n == Math.rint(n) ? "NUMBER_VALUE" : "DECIMAL_VALUE")
                  + " cannot be converted to "
                  + wanted;
          case Json.Bool(var flag) ->
              (flag ? "TRUE_VALUE" : "FALSE_VALUE") + " cannot be converted to " + wanted;
          case Json.Null _ -> "NULL_VALUE cannot be converted to " + wanted;
        });
  }
}
