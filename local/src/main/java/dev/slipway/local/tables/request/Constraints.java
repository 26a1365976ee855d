package dev.slipway.local.tables.request;

import dev.slipway.local.tables.value.InvalidException;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;

/// Whether a request keeps the constraints of its shape. AWS gathers up to ten that it breaks.
final class Constraints {
  private static final int MOST = 10;

  private final List<String> broken = new ArrayList<>();

  private Constraints() {}

  /// @throws InvalidException naming what is broken
  static void check(Json.Obj request, Shape.Structure shape) {
    var constraints = new Constraints();
    constraints.members(request, shape, "");
    var found = constraints.broken;
    if (!found.isEmpty()) {
      throw new InvalidException(
          "%d validation error%s detected: %s"
              .formatted(found.size(), found.size() == 1 ? "" : "s", String.join("; ", found)));
    }
  }

  private void members(Json.Obj object, Shape.Structure shape, String path) {
    shape
        .members()
        .forEach((name, member) -> {
          var value = object.get(name);
          if (value.isPresent()) {
            value(value.get(), member.shape(), at(path, name));
          } else if (member.isRequired()) {
            add(
                "Value null at '%s' failed to satisfy constraint: Member must not be null"
                    .formatted(at(path, name)));
          }
        });
  }

  private static String at(String path, String member) {
    return path + Character.toLowerCase(member.charAt(0)) + member.substring(1);
  }

  private void value(Json value, Shape shape, String at) {
    switch (shape) {
      case Shape.Text(var rules) -> rules(value, rules, at);
      case Shape.Whole(_, var rules) -> rules(value, rules, at);
      case Shape.Flag _, Shape.Value _ -> {}
      case Shape.ListOf(var items, var rules) -> {
        rules(value, rules, at);
        list((Json.Arr) value, items, at);
      }
      case Shape.MapOf(_, var values, var rules) -> {
        rules(value, rules, at);
        ((Json.Obj) value)
            .members()
            .forEach((key, inner) -> some(inner, values, at + "." + key + ".member"));
      }
      case Shape.Structure structure -> members((Json.Obj) value, structure, at + ".");
    }
  }

  private void list(Json.Arr list, Shape items, String at) {
    for (var i = 0; i < list.items().size(); i++) {
      some(list.items().get(i), items, "%s.%d.member".formatted(at, i + 1));
    }
  }

  private void some(Json value, Shape shape, String at) {
    if (!(value instanceof Json.Null)) {
      value(value, shape, at);
    }
  }

  private void rules(Json value, List<Rule> rules, String at) {
    for (var rule : rules) {
      if (!rule.holds(value)) {
        add(
            "Value '%s' at '%s' failed to satisfy constraint: %s"
                .formatted(shown(value), at, rule.demand()));
      }
    }
  }

  private static String shown(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Arr(var items) -> items.stream().map(Constraints::shown).toList().toString();
      case Json.Null _, Json.Bool _, Json.Num _, Json.Obj _ -> value.text();
    };
  }

  private void add(String message) {
    if (broken.size() < MOST) {
      broken.add(message);
    }
  }
}
