package dev.slipway.local.states.query;

import com.dashjoin.jsonata.Jsonata;
import dev.slipway.model.Json;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// JSON as the JSONata library holds it, and back. JSON's null is the library's own null value;
/// Java's null is its "undefined".
final class Values {
  /// The whole numbers that a double holds exactly end here.
  private static final double EXACT = 0x1p53;

  private Values() {}

  static Object toJsonata(Json json) {
    return switch (json) {
      case Json.Null _ -> Jsonata.NULL_VALUE;
      case Json.Bool(var value) -> value;
      case Json.Num(var value) -> number(value);
      case Json.Str(var value) -> value;
      case Json.Arr(var items) -> {
        var list = new ArrayList<Object>(items.size());
        items.forEach(item -> list.add(toJsonata(item)));
        yield list;
      }
      case Json.Obj(var members) -> {
        var map = new LinkedHashMap<String, Object>();
        members.forEach((name, value) -> map.put(name, toJsonata(value)));
        yield map;
      }
    };
  }

  private static Number number(double value) {
    if (value != Math.rint(value) || Math.abs(value) > EXACT) {
      return value;
    }
    var whole = (long) value;
    return whole == (int) whole ? (Number) (int) whole : (Number) whole;
  }

  /// What an expression returned; empty when it holds something that JSON has no word for, such as
  /// a function.
  static Optional<Json> toJson(@Nullable Object value) {
    try {
      return Optional.of(json(value));
    } catch (NotJsonException _) {
      return Optional.empty();
    }
  }

  private static Json json(@Nullable Object value) throws NotJsonException {
    if (value == null || value.equals(Jsonata.NULL_VALUE)) {
      return Json.Null.INSTANCE;
    }
    if (value instanceof List<?> list) {
      var items = new ArrayList<Json>(list.size());
      for (var item : list) {
        items.add(json(item));
      }
      return new Json.Arr(items);
    }
    if (value instanceof Map<?, ?> map) {
      var members = new LinkedHashMap<String, Json>();
      for (var entry : map.entrySet()) {
        members.put(String.valueOf(entry.getKey()), json(entry.getValue()));
      }
      return new Json.Obj(members);
    }
    return switch (value) {
      case Boolean bool -> Json.of((boolean) bool);
      case Number number -> Json.of(number.doubleValue());
      case String text -> Json.of(text);
      case Object _ -> throw new NotJsonException();
    };
  }

  private static final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1;

    NotJsonException() {
      super("not JSON", null, false, false);
    }
  }

  /// An object whose members are made when they are first asked for: most expressions look at one
  /// corner of `$states`.
  static final class LazyObject extends AbstractMap<String, Object> {
    private final Map<String, Supplier<Json>> sources;
    private final Map<String, Object> made = new LinkedHashMap<>();

    LazyObject(Map<String, Supplier<Json>> sources) {
      this.sources = sources;
    }

    @Override
    public @Nullable Object get(Object name) {
      var source = sources.get(name);
      return source == null
          ? null
          : made.computeIfAbsent((String) name, _ -> toJsonata(source.get()));
    }

    @Override
    public boolean containsKey(Object name) {
      return sources.containsKey(name);
    }

    @Override
    public Set<String> keySet() {
      return sources.keySet();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      var all = new LinkedHashMap<String, Object>();
      sources.forEach((name, source) ->
          all.put(name, made.computeIfAbsent(name, _ -> toJsonata(source.get()))));
      return all.entrySet();
    }
  }
}
