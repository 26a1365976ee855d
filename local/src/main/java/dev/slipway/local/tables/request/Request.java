package dev.slipway.local.tables.operation;

import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.local.tables.value.ValueReader;
import dev.slipway.local.tables.value.WireTypeException;
import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The members of a request, or of a structure in it, by name and type. A member of another type
/// than asked for is a [WireTypeException]; null is as good as missing.
record Request(Json.Obj json) {
  boolean has(String name) {
    return json.get(name).isPresent();
  }

  Optional<String> text(String name) {
    return json.get(name).map(Request::asText);
  }

  private static String asText(Json value) {
    if (value instanceof Json.Str(var text)) {
      return text;
    }
    throw WireTypeException.of(value, "String");
  }

  Optional<Boolean> flag(String name) {
    return json.get(name)
        .map(value -> {
          if (value instanceof Json.Bool(var flag)) {
            return flag;
          }
          throw WireTypeException.of(value, "Boolean");
        });
  }

  boolean is(String name) {
    return flag(name).orElse(false);
  }

  Optional<Integer> integer(String name) {
    return json.get(name)
        .map(value -> {
          if (value instanceof Json.Num(var number)) {
            return (int) number;
          }
          throw WireTypeException.of(value, "Integer");
        });
  }

  Optional<Request> structure(String name) {
    return json.get(name).map(Request::asStructure);
  }

  private static Request asStructure(Json value) {
    if (value instanceof Json.Obj object) {
      return new Request(object);
    }
    throw WireTypeException.notAStructure(value);
  }

  Optional<List<Json>> list(String name) {
    return json.get(name)
        .map(value -> {
          if (value instanceof Json.Arr(var items)) {
            return items;
          }
          throw WireTypeException.of(value, "List");
        });
  }

  Optional<List<String>> texts(String name) {
    return list(name).map(items -> items.stream().map(Request::asText).toList());
  }

  Optional<List<Request>> structures(String name) {
    return list(name).map(items -> items.stream().map(Request::asStructure).toList());
  }

  Optional<Map<String, Json>> map(String name) {
    return json.get(name)
        .map(value -> {
          if (value instanceof Json.Obj(var members)) {
            return members;
          }
          throw WireTypeException.of(value, "Map");
        });
  }

  Optional<Map<String, String>> textMap(String name) {
    return map(name)
        .map(members -> {
          var texts = new LinkedHashMap<String, String>();
          members.forEach((key, value) -> texts.put(key, asText(value)));
          return texts;
        });
  }

  /// An item, a key, or the values of expressions.
  Optional<Obj> item(String name) {
    return map(name).map(members -> ValueReader.item(new Json.Obj(members)));
  }

  Optional<Map<String, AttributeValue>> values(String name) {
    return item(name).map(Obj::members);
  }

  /// The member that every request of this kind has.
  String requireText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  Obj requireItem(String name) {
    return item(name).orElseThrow(() -> missing(name));
  }

  Request requireStructure(String name) {
    return structure(name).orElseThrow(() -> missing(name));
  }

  static InvalidException missing(String name) {
    return new InvalidException(
        "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
            .formatted(Character.toLowerCase(name.charAt(0)) + name.substring(1)));
  }
}
