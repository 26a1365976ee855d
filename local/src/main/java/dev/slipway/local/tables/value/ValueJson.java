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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values as the wire has them: an object whose one member is named for the type.
public final class ValueJson {
  private ValueJson() {}

  public static Json.Obj write(Obj item) {
    var members = new LinkedHashMap<String, Json>();
    item.members().forEach((name, value) -> members.put(name, write(value)));
    return new Json.Obj(members);
  }

  public static Json.Obj write(AttributeValue value) {
    return new Json.Obj(Map.of(value.type().name(), content(value)));
  }

  private static Json content(AttributeValue value) {
    return switch (value) {
      case Str(var text) -> Json.of(text);
      case Num number -> Json.of(Numbers.text(number));
      case Bin(var bytes) -> Json.of(bytes.base64());
      case Bool(var flag) -> Json.of(flag);
      case Null _ -> Json.of(true);
      case Arr(var items) -> Json.array(items.stream().map(ValueJson::write).toList());
      case Obj object -> write(object);
      case StrSet(var values) -> Json.strings(List.copyOf(values));
      case NumSet(var values) -> Json.strings(values.stream().map(Numbers::text).toList());
      case BinSet(var values) -> Json.strings(values.stream().map(Bytes::base64).toList());
    };
  }
}
