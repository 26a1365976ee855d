package dev.slipway.local.states.language;

import dev.slipway.local.states.query.Template;
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

  boolean has(String name) {
    asked.add(name);
    return object.members().containsKey(name);
  }

  Optional<Json> any(String name) {
    asked.add(name);
    return Optional.ofNullable(object.members().get(name));
  }

  Optional<String> string(String name) {
    return any(name)
        .flatMap(value -> {
          if (value instanceof Json.Str(var text)) {
            return Optional.of(text);
          }
          problem("Expected value of type String", name);
          return Optional.empty();
        });
  }

  Optional<Boolean> bool(String name) {
    return any(name)
        .flatMap(value -> {
          if (value instanceof Json.Bool(var bool)) {
            return Optional.of(bool);
          }
          problem("Expected value of type Boolean", name);
          return Optional.empty();
        });
  }

  /// A whole number not below the least.
  Optional<Long> whole(String name, long least) {
    return any(name)
        .flatMap(value -> {
          if (value instanceof Json.Num(var number) && number == Math.rint(number)) {
            if (number < least) {
              problem("Minimum value is %d".formatted(least), name);
            }
            return Optional.of((long) number);
          }
          problem("Expected value of type Integer", name);
          return Optional.empty();
        });
  }

  Optional<Double> number(String name) {
    return any(name)
        .flatMap(value -> {
          if (value instanceof Json.Num(var number)) {
            return Optional.of(number);
          }
          problem("Expected value of type Number", name);
          return Optional.empty();
        });
  }

  Optional<Fields> object(String name) {
    return any(name)
        .flatMap(value -> {
          if (value instanceof Json.Obj inner) {
            return Optional.of(new Fields(inner, location + "/" + name, problems));
          }
          problem("Expected value of type Object", name);
          return Optional.empty();
        });
  }

  /// The objects in an array, each with its own location.
  List<Fields> objects(String name) {
    var found = new ArrayList<Fields>();
    var items = array(name).orElse(List.of());
    for (var i = 0; i < items.size(); i++) {
      var place = "%s/%s[%d]".formatted(location, name, i);
      if (items.get(i) instanceof Json.Obj inner) {
        found.add(new Fields(inner, place, problems));
      } else {
        problems.add(Problem.schema("Expected value of type Object", place));
      }
    }
    return found;
  }

  Optional<List<Json>> array(String name) {
    return any(name)
        .flatMap(value -> {
          if (value instanceof Json.Arr(var items)) {
            return Optional.of(items);
          }
          problem("Expected value of type Array", name);
          return Optional.empty();
        });
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

  /// A value in which JSONata may stand.
  Optional<Template> template(String name, String path) {
    return any(name).map(value -> Templates.jsonata(value, path, location + "/" + name, problems));
  }

  /// `Assign`: variables by name.
  Map<String, Template> assignments(String name, String path) {
    var found = new LinkedHashMap<String, Template>();
    object(name)
        .ifPresent(inner -> {
          for (var variable : inner.object.members().keySet()) {
            inner.template(variable, path + "/" + variable).ifPresent(t -> found.put(variable, t));
          }
        });
    return found;
  }

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

  void problem(String message, String name) {
    problems.add(Problem.schema(message, name.isEmpty() ? location : location + "/" + name));
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  void refuseOthers() {
    for (var name : object.members().keySet()) {
      if (!asked.contains(name)) {
        problem("Field is not supported", name);
      }
    }
  }
}
