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

/// Reads values, whose JSON types were checked, and refuses those that DynamoDB does not keep.
public final class ValueReader {
  /// A list or map inside this many others is too deep.
  public static final int DEEPEST = 32;

  private ValueReader() {}

  /// An item, or a map of expression values.
  ///
  /// @throws InvalidException when a value breaks a rule
  public static Obj item(Json.Obj json) {
    return members(json, 0);
  }

  public static AttributeValue value(Json json) {
    return value(json, 0);
  }

  private static Obj members(Json.Obj json, int depth) {
    var members = new LinkedHashMap<String, AttributeValue>();
    json.members()
        .forEach((name, value) -> {
          if (name.isEmpty()) {
            throw InvalidException.parameter("Empty attribute name");
          }
          members.put(name, value(value, depth));
        });
    return new Obj(members);
  }

  private static AttributeValue value(Json json, int depth) {
    var types =
        ((Json.Obj) json)
            .members().entrySet().stream()
                .filter(member -> !(member.getValue() instanceof Json.Null))
                .filter(member -> ValueType.named(member.getKey()).isPresent())
                .toList();
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

  private static int deeper(int depth) {
    if (depth >= DEEPEST) {
      throw tooDeep();
    }
    return depth + 1;
  }

  public static InvalidException tooDeep() {
    return new InvalidException(
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels"
            + " beyond supported limit");
  }

  private static String text(Json json) {
    return ((Json.Str) json).value();
  }

  private static boolean flag(Json json) {
    return ((Json.Bool) json).value();
  }

  private static Bytes bytes(Json json) {
    return Bytes.sharing(Base64.getDecoder().decode(text(json)));
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
    return members((Json.Obj) json, depth);
  }

  private static List<Json> array(Json json) {
    return ((Json.Arr) json).items();
  }

  private static Set<String> texts(Json json) {
    var texts = array(json).stream().map(ValueReader::text).toList();
    requireSome(texts, "An string set  may not be empty");
    return distinct(
        texts,
        InvalidException.parameter("Input collection %s contains duplicates.".formatted(texts)));
  }

  private static Set<Num> numbers(Json json) {
    var numbers = array(json).stream().map(item -> Numbers.parse(text(item))).toList();
    requireSome(numbers, "An number set  may not be empty");
    return distinct(numbers, new InvalidException("Input collection contains duplicates"));
  }

  private static Set<Bytes> binaries(Json json) {
    var binaries = array(json).stream().map(ValueReader::bytes).toList();
    requireSome(binaries, "Binary sets should not be empty");
    return distinct(
        binaries,
        InvalidException.parameter(
            "Input collection %sof type BS contains duplicates.".formatted(binaries)));
  }

  private static void requireSome(List<?> items, String otherwise) {
    if (items.isEmpty()) {
      throw InvalidException.parameter(otherwise);
    }
  }

  private static <T> Set<T> distinct(List<T> items, InvalidException otherwise) {
    var set = new LinkedHashSet<>(items);
    if (set.size() < items.size()) {
      throw otherwise;
    }
    return set;
  }
}
