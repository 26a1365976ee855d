package dev.slipway.ci.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What may stand at a place in a workflow file. The words of [Grammar].
sealed interface Shape {
  record Nothing() implements Shape {}

  record Bool() implements Shape {}

  record Numeric() implements Shape {}

  /// @param allowed empty means any text
  record Text(Set<String> allowed, boolean mayBeEmpty) implements Shape {}

  /// An `if`: an expression, whose `${{ }}` may be left out.
  record Condition() implements Shape {}

  record ListOf(Shape item) implements Shape {}

  /// A mapping.
  ///
  /// @param keys those that the language knows
  /// @param others the shape under any other key
  /// @param hinted whether it is offered to those who wrote too little to tell
  record Table(Map<String, Key> keys, Optional<Shape> others, boolean hinted) implements Shape {
    Optional<Shape> shape(String key) {
      return Optional.ofNullable(keys.get(key)).map(Key::shape);
    }
  }

  record Either(List<Shape> shapes) implements Shape {}

  /// A shape in which expressions may use more.
  record Within(Scope scope, Shape shape) implements Shape {}

  record Anything() implements Shape {}

  record Key(Shape shape, boolean required) {}

  static Shape nothing() {
    return new Nothing();
  }

  static Shape bool() {
    return new Bool();
  }

  static Shape number() {
    return new Numeric();
  }

  static Shape text() {
    return new Text(Set.of(), true);
  }

  static Shape filled() {
    return new Text(Set.of(), false);
  }

  static Shape oneOf(String... values) {
    return new Text(Set.of(values), false);
  }

  static Shape listOf(Shape item) {
    return new ListOf(item);
  }

  /// One or a list of them.
  static Shape oneOrMany(Shape item) {
    return either(item, listOf(item));
  }

  static Shape either(Shape... shapes) {
    return new Either(List.of(shapes));
  }

  /// A mapping from any names to that.
  static Shape mapOf(Shape value) {
    return new Table(Map.of(), Optional.of(value), true);
  }

  static Builder table() {
    return new Builder();
  }

  default Shape within(Scope scope) {
    return new Within(scope, this);
  }

  /// The shapes of which one must fit, none of them [Either] or [Within].
  default List<Shape> choices() {
    return switch (this) {
      case Either(var shapes) ->
          shapes.stream().flatMap(shape -> shape.choices().stream()).toList();
      case Within(_, var shape) -> shape.choices();
      case Nothing _, Bool _, Numeric _, Text _, Condition _, ListOf _, Table _, Anything _ ->
          List.of(this);
    };
  }

  /// Makes a [Table], its keys in the order in which missing ones are reported.
  final class Builder {
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private Optional<Shape> others = Optional.empty();

    private Builder() {}

    Builder key(String name, Shape shape) {
      keys.put(name, new Key(shape, false));
      return this;
    }

    Builder required(String name, Shape shape) {
      keys.put(name, new Key(shape, true));
      return this;
    }

    Builder others(Shape shape) {
      others = Optional.of(shape);
      return this;
    }

    Shape build() {
      return new Table(keys, others, true);
    }

    Shape buildUnhinted() {
      return new Table(keys, others, false);
    }
  }

  /// The tables among these that have a key, if any has it.
  static List<Table> having(String key, List<Table> tables) {
    var having = new ArrayList<Table>();
    for (var table : tables) {
      if (table.keys().containsKey(key)) {
        having.add(table);
      }
    }
    return having;
  }
}
