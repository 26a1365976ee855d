package dev.slipway.local.tables.value;

import dev.slipway.local.tables.value.AttributeValue.Arr;
import dev.slipway.local.tables.value.AttributeValue.Bin;
import dev.slipway.local.tables.value.AttributeValue.BinSet;
import dev.slipway.local.tables.value.AttributeValue.Bool;
import dev.slipway.local.tables.value.AttributeValue.Null;
import dev.slipway.local.tables.value.AttributeValue.Num;
import dev.slipway.local.tables.value.AttributeValue.NumSet;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.AttributeValue.Str;
import dev.slipway.local.tables.value.AttributeValue.StrSet;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Reads values from the wire and refuses those that DynamoDB does not keep.
public final class ValueReader {
  /// A list or map inside this many others is too deep.
  private static final int DEEPEST = 32;

  private ValueReader() {}

  /// An item, or a map of expression values.
  ///
  /// @throws WireTypeException when a member has the wrong JSON type
  /// @throws InvalidException when a value breaks a rule
  public static Obj item(Json.Obj json) {
    return members(json, 0);
  }

  public static AttributeValue value(Json json) {
    return value(json, 0);
  }

  private static Obj members(Json.Obj json, int depth) {
    var members = new LinkedHashMap<String, AttributeValue>();
    json.members().forEach((name, value) -> members.put(name, value(value, depth)));
    return new Obj(members);
  }

  private static AttributeValue value(Json json, int depth) {
    if (!(json instanceof Json.Obj(var members))) {
      throw WireTypeException.notAStructure(json);
    }
    var given =
        members.entrySet().stream().filter(member -> !(member.getValue() instanceof Json.Null));
    var types = given.filter(member -> isType(member.getKey())).toList();
    if (types.isEmpty()) {
      throw new InvalidException(
          "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    }
    if (types.size() > 1) {
      throw new InvalidException(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of"
              + " the supported datatypes");
    }
    var content = types.getFirst().getValue();
    return switch (ValueType.valueOf(types.getFirst().getKey())) {
      case S -> new Str(text(content));
      case N -> Numbers.parse(text(content));
      case B -> new Bin(bytes(content));
      case BOOL -> new Bool(flag(content));
      case NULL -> nothing(content);
      case L -> list(content, deeper(depth));
      case M -> map(content, deeper(depth));
      case SS -> new StrSet(texts(content));
      case NS -> new NumSet(numbers(content));
      case BS -> new BinSet(binaries(content));
    };
  }

  private static boolean isType(String name) {
    return switch (name) {
      case "S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS" -> true;
      default -> false;
    };
  }

  private static int deeper(int depth) {
    if (depth >= DEEPEST) {
      throw new InvalidException(
          "Nesting Levels have exceeded supported limits: Attributes in the item have nested"
              + " levels beyond supported limit");
    }
    return depth + 1;
  }

  private static String text(Json json) {
    if (json instanceof Json.Str(var text)) {
      return text;
    }
    throw WireTypeException.of(json, "String");
  }

  private static boolean flag(Json json) {
    if (json instanceof Json.Bool(var flag)) {
      return flag;
    }
    throw WireTypeException.of(json, "Boolean");
  }

  private static Bytes bytes(Json json) {
    try {
      return Bytes.of(Base64.getDecoder().decode(text(json)));
    } catch (IllegalArgumentException _) {
      throw new WireTypeException("Invalid Base64 string");
    }
  }

  private static AttributeValue nothing(Json json) {
    if (!flag(json)) {
      throw InvalidException.parameter("Null attribute value types must have the value of true");
    }
    return new Null();
  }

  private static AttributeValue list(Json json, int depth) {
    var items = new ArrayList<AttributeValue>();
    for (var item : array(json)) {
      items.add(value(item, depth));
    }
    return new Arr(items);
  }

  private static AttributeValue map(Json json, int depth) {
    if (json instanceof Json.Obj object) {
      return members(object, depth);
    }
    throw WireTypeException.of(json, "Map");
  }

  private static List<Json> array(Json json) {
    if (json instanceof Json.Arr(var items)) {
      return items;
    }
    throw WireTypeException.of(json, "List");
  }

  private static Set<String> texts(Json json) {
    var texts = set(json, "An string set  may not be empty", ValueReader::text);
    if (texts.contains("")) {
      throw InvalidException.parameter("An string set may not have a empty string as a member");
    }
    return texts;
  }

  private static Set<Num> numbers(Json json) {
    return set(json, "An number set  may not be empty", item -> Numbers.parse(text(item)));
  }

  private static Set<Bytes> binaries(Json json) {
    return set(json, "Binary sets should not be empty", ValueReader::bytes);
  }

  private static <T> Set<T> set(Json json, String empty, Function<Json, T> reading) {
    var items = array(json).stream().map(reading).toList();
    if (items.isEmpty()) {
      throw InvalidException.parameter(empty);
    }
    var set = new LinkedHashSet<>(items);
    if (set.size() < items.size()) {
      throw InvalidException.parameter("Input collection %s contains duplicates.".formatted(items));
    }
    return set;
  }
}
