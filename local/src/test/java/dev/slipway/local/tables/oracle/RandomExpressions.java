package dev.slipway.local.tables.oracle;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Expressions of random shape with the names and values that they need, and now and then with a
/// mistake. One serves one request.
final class RandomExpressions {
  private static final List<String> COMPARATORS = List.of("=", "<>", "<", "<=", ">", ">=");
  private static final List<String> TYPES =
      List.of("S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL", "X");

  private final RandomValues values;
  private final Map<String, Json> names = new LinkedHashMap<>();
  private final Map<String, Json> literals = new LinkedHashMap<>();

  RandomExpressions(RandomValues values) {
    this.values = values;
  }

  /// Adds the names and values that the expressions used.
  void into(Json.Builder request) {
    if (!names.isEmpty()) {
      request.put("ExpressionAttributeNames", new Json.Obj(names));
    }
    if (values.chance(1)) {
      literals.put(":unused", values.text());
    }
    if (!literals.isEmpty()) {
      request.put("ExpressionAttributeValues", new Json.Obj(literals));
    }
  }

  String literal(Json.Obj value) {
    var name = ":v" + literals.size();
    if (!values.chance(1)) {
      literals.put(name, value);
    }
    return name;
  }

  private String name(String attribute) {
    if (values.chance(75)) {
      return attribute;
    }
    var placeholder = "#n" + names.size();
    names.put(placeholder, Json.of(attribute));
    return placeholder;
  }

  String path() {
    var path = new StringBuilder(name(values.one(RandomValues.ATTRIBUTES)));
    while (values.chance(30)) {
      if (values.chance(50)) {
        path.append('.').append(name(values.one(RandomValues.ATTRIBUTES)));
      } else {
        path.append('[').append(values.below(4)).append(']');
      }
    }
    return path.toString();
  }

  private String operand() {
    return switch (values.below(10)) {
      case 0, 1, 2, 3 -> path();
      case 4 -> "size(" + path() + ")";
      default -> literal(values.value());
    };
  }

  String condition() {
    return mistaken(condition(2));
  }

  private String condition(int depth) {
    if (depth > 0 && values.chance(40)) {
      return switch (values.below(4)) {
        case 0 -> condition(depth - 1) + " AND " + condition(depth - 1);
        case 1 -> condition(depth - 1) + " OR " + condition(depth - 1);
        case 2 -> "NOT " + condition(depth - 1);
        default -> "(" + condition(depth - 1) + ")";
      };
    }
    return switch (values.below(9)) {
      case 0 -> "attribute_exists(" + path() + ")";
      case 1 -> "attribute_not_exists(" + path() + ")";
      case 2 -> "attribute_type(%s, %s)".formatted(path(), literal(type()));
      case 3 -> "begins_with(%s, %s)".formatted(path(), operand());
      case 4 -> "contains(%s, %s)".formatted(path(), operand());
      case 5 -> "%s BETWEEN %s AND %s".formatted(operand(), operand(), operand());
      case 6 -> "%s IN (%s, %s)".formatted(operand(), operand(), operand());
      default -> "%s %s %s".formatted(operand(), values.one(COMPARATORS), operand());
    };
  }

  private Json.Obj type() {
    return new Json.Obj(Map.of("S", Json.of(values.one(TYPES))));
  }

  String update() {
    var sections = new ArrayList<String>();
    if (values.chance(70)) {
      sections.add("SET " + list(this::assignment));
    }
    if (values.chance(30)) {
      sections.add("REMOVE " + list(this::path));
    }
    if (values.chance(20)) {
      sections.add("ADD " + list(() -> path() + " " + literal(addable())));
    }
    if (values.chance(15)) {
      sections.add("DELETE " + list(() -> path() + " " + literal(deletable())));
    }
    if (sections.isEmpty()) {
      sections.add("SET " + assignment());
    }
    return mistaken(String.join(" ", sections));
  }

  private Json.Obj addable() {
    return values.chance(10) ? values.value() : values.chance(50) ? values.number() : values.set();
  }

  private Json.Obj deletable() {
    return values.chance(10) ? values.value() : values.set();
  }

  private String list(Supplier<String> one) {
    var items = new ArrayList<String>();
    do {
      items.add(one.get());
    } while (values.chance(30));
    return String.join(", ", items);
  }

  private String assignment() {
    return path() + " = " + term();
  }

  private String term() {
    return switch (values.below(7)) {
      case 0 -> path();
      case 1 -> "%s + %s".formatted(simple(), simple());
      case 2 -> "%s - %s".formatted(simple(), simple());
      case 3 -> "if_not_exists(%s, %s)".formatted(path(), simple());
      case 4 -> "list_append(%s, %s)".formatted(simple(), simple());
      default -> literal(values.value());
    };
  }

  private String simple() {
    return values.chance(50)
        ? path()
        : literal(values.chance(60) ? values.number() : values.value());
  }

  String projection() {
    return mistaken(list(this::path));
  }

  /// Rarely a piece is lost, doubled, or something strange comes in.
  private String mistaken(String expression) {
    if (!values.chance(3)) {
      return expression;
    }
    var pieces = new ArrayList<>(List.of(expression.split(" ")));
    var at = values.below(pieces.size());
    switch (values.below(4)) {
      case 0 -> pieces.remove(at);
      case 1 -> pieces.add(at, pieces.get(at));
      case 2 ->
          pieces.add(at, values.one(List.of("!", "AND", "(", ")", "foo(a)", ",", "SET", "[0]")));
      default -> pieces.set(at, "(" + pieces.get(at) + ")");
    }
    return String.join(" ", pieces);
  }
}
