package dev.slipway.local.states.language;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The fields of one object of a definition, each asked for once; what nobody asked for is a
/// problem, and so is what has the wrong type.
final class Fields {
  private final Json.Obj object;
  private final String location;
  private final List<Problem> problems;
  private final Set<String> asked = new HashSet<>();

  Fields(Json.Obj object, String location, List<Problem> problems) {
    this.object = object;
    this.location = location;
    this.problems = problems;
  }

  String location() {
    return location;
  }

  Json.Obj json() {
    return object;
  }

  List<Problem> problems() {
    return problems;
  }

  boolean has(String name) {
    return object.members().containsKey(name);
  }

  Optional<Json> any(String name) {
    asked.add(name);
    return Optional.ofNullable(object.members().get(name));
  }

  private <T extends Json> Optional<T> typed(String name, Class<T> type, String word) {
    return any(name)
        .flatMap(value -> {
          if (type.isInstance(value)) {
            return Optional.of(type.cast(value));
          }
          problem("Expected value of type " + word, name);
          return Optional.empty();
        });
  }

  Optional<String> string(String name) {
    return typed(name, Json.Str.class, "String").map(Json.Str::value);
  }

  Optional<Boolean> bool(String name) {
    return typed(name, Json.Bool.class, "Boolean").map(Json.Bool::value);
  }

  Optional<Double> number(String name) {
    return typed(name, Json.Num.class, "Number").map(Json.Num::value);
  }

  /// A whole number within bounds.
  Optional<Long> whole(String name, long least, long most) {
    return any(name)
        .flatMap(value -> {
          if (!(value instanceof Json.Num(var number)) || number != Math.rint(number)) {
            problem("Expected value of type Integer", name);
            return Optional.empty();
          }
          if (number < least) {
            problem("Minimum value is %d".formatted(least), name);
          } else if (number > most) {
            problem("Maximum value is %d".formatted(most), name);
          }
          return Optional.of((long) number);
        });
  }

  Optional<Fields> object(String name) {
    return typed(name, Json.Obj.class, "Object").map(inner -> within(inner, "/" + name));
  }

  private Fields within(Json.Obj inner, String step) {
    return new Fields(inner, location + step, problems);
  }

  Optional<List<Json>> array(String name) {
    return typed(name, Json.Arr.class, "Array").map(Json.Arr::items);
  }

  /// The objects in an array, each with its own location.
  List<Fields> objects(String name) {
    var found = new ArrayList<Fields>();
    var items = array(name).orElse(List.of());
    for (var i = 0; i < items.size(); i++) {
      var step = "/%s[%d]".formatted(name, i);
      if (items.get(i) instanceof Json.Obj inner) {
        found.add(within(inner, step));
      } else {
        problems.add(Problem.schema("Expected value of type Object", location + step));
      }
    }
    return found;
  }

  List<String> strings(String name) {
    var found = new ArrayList<String>();
    for (var item : array(name).orElse(List.of())) {
      if (item instanceof Json.Str(var text)) {
        found.add(text);
      } else {
        problem("Expected value of type String", name);
      }
    }
    return found;
  }

  /// The objects that are members of an object.
  Map<String, Fields> members(String name) {
    var found = new LinkedHashMap<String, Fields>();
    object(name)
        .ifPresent(inner ->
            inner
                .object
                .members()
                .keySet()
                .forEach(key -> inner.object(key).ifPresent(fields -> found.put(key, fields))));
    return found;
  }

  /// Accepts fields that mean nothing to an execution.
  void ignore(String... names) {
    asked.addAll(List.of(names));
  }

  void require(String... names) {
    var missing = List.of(names).stream().filter(name -> !has(name)).toList();
    if (!missing.isEmpty()) {
      problem("These fields are required: " + missing, "");
    }
  }

  /// @param name the field; empty for the object itself
  void problem(String message, String name) {
    problems.add(Problem.schema(message, name.isEmpty() ? location : location + "/" + name));
  }

  void refuseOthers() {
    for (var name : object.members().keySet()) {
      if (!asked.contains(name)) {
        problem("Field is not supported", name);
      }
    }
  }
}
