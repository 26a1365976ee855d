package dev.slipway.local.tables.request;

import dev.slipway.model.Json;
import java.util.List;
import java.util.Map;

/// Whether a request has the JSON types of its shape. AWS looks at all of them before anything
/// else.
final class WireTypes {
  private WireTypes() {}

  /// @throws WireTypeException with AWS's words for the first that has not
  static void check(Json value, Shape shape) {
    switch (shape) {
      case Shape.Text _ -> text(value);
      case Shape.Flag _ -> flag(value);
      case Shape.Whole(var name, _) -> whole(value, name);
      case Shape.Value _ -> AttributeTypes.check(value);
      case Shape.ListOf(var items, _) -> list(value).forEach(item -> checkSome(item, items));
      case Shape.MapOf(var of, var values, _) ->
          map(value, of).values().forEach(inner -> checkSome(inner, values));
      case Shape.Structure(var name, var members) -> structure(value, name, members);
    }
  }

  private static void checkSome(Json value, Shape shape) {
    if (!(value instanceof Json.Null)) {
      check(value, shape);
    }
  }

  private static void structure(Json value, String name, Map<String, Shape.Member> shape) {
    switch (value) {
      case Json.Obj(var members) ->
          shape.forEach((member, of) -> {
            var inner = members.get(member);
            if (inner != null) {
              checkSome(inner, of.shape());
            }
          });
      case Json.Arr _ ->
          throw new WireTypeException(
              "Unrecognized collection type class com.amazonaws.dynamodb.v20120810." + name);
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ ->
          throw new WireTypeException("Unexpected field type");
    }
  }

  static void text(Json value) {
    if (!(value instanceof Json.Str)) {
      throw WireTypeException.cannotBe(value, "String");
    }
  }

  static void flag(Json value) {
    switch (value) {
      case Json.Bool _ -> {}
      case Json.Str _ -> throw new WireTypeException("Unexpected token received from parser");
      case Json.Null _, Json.Num _, Json.Arr _, Json.Obj _ ->
          throw WireTypeException.cannotBe(value, "Boolean");
    }
  }

  private static void whole(Json value, String name) {
    if (!(value instanceof Json.Num)) {
      throw WireTypeException.cannotBe(value, name);
    }
  }

  static List<Json> list(Json value) {
    return switch (value) {
      case Json.Arr(var items) -> items;
      case Json.Obj _ ->
          throw new WireTypeException("Start of structure or map found where not expected");
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ ->
          throw new WireTypeException("Unexpected field type");
    };
  }

  static Map<String, Json> map(Json value, String of) {
    return switch (value) {
      case Json.Obj(var members) -> members;
      case Json.Arr _ ->
          throw new WireTypeException(
              "Unrecognized collection type java.util.Map<java.lang.String, %s>".formatted(of));
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ ->
          throw new WireTypeException("Unexpected field type");
    };
  }
}
