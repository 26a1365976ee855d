package dev.slipway.local.events.pattern;

import dev.slipway.model.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// One of the things that a member of an event may be: a value, or a comparison with an operand.
final class Comparison {
  private Comparison() {}

  /// A text, or a list of texts.
  private static Optional<List<String>> texts(Json value) {
    if (value instanceof Json.Str(var one)) {
      return Optional.of(List.of(one));
    }
    if (value instanceof Json.Arr(var items)
        && !items.isEmpty()
        && items.stream().allMatch(Json.Str.class::isInstance)) {
      return Optional.of(items.stream().map(item -> ((Json.Str) item).value()).toList());
    }
    return Optional.empty();
  }

  /// @param value what the event has; a list is matched by any of its items
  static boolean matches(Json wanted, Optional<Json> value, EventPattern.Place place) {
    if (wanted instanceof Json.Obj comparison && comparison.bool("exists").isPresent()) {
      return comparison.bool("exists").get() ? isLeaf(value) : place.isEmpty();
    }
    return value.filter(one -> matches(wanted, one)).isPresent();
  }

  /// Whether a value stands there: neither an object nor a list without values.
  private static boolean isLeaf(Optional<Json> value) {
    return value
        .filter(one ->
            one instanceof Json.Arr(var items)
                ? items.stream().anyMatch(item -> isLeaf(Optional.of(item)))
                : !(one instanceof Json.Obj))
        .isPresent();
  }

  private static boolean matches(Json wanted, Json value) {
    if (value instanceof Json.Arr(var items)) {
      return items.stream().anyMatch(item -> matches(wanted, item));
    }
    if (value instanceof Json.Obj) {
      return false;
    }
    if (!(wanted instanceof Json.Obj comparison)) {
      return wanted.equals(value);
    }
    var operator = Operators.operator(comparison);
    var operand = java.util.Objects.requireNonNull(comparison.members().get(operator));
    return compare(operator, operand, value);
  }

  private static boolean compare(String operator, Json operand, Json value) {
    return switch (operator) {
      case "anything-but" -> !isOneOf(operand, value);
      case "numeric" ->
          value instanceof Json.Num(var number)
              && operand instanceof Json.Arr(var range)
              && Range.contains(range, number);
      case "cidr" ->
          value instanceof Json.Str(var address)
              && operand instanceof Json.Str(var block)
              && Cidr.of(block).filter(one -> one.contains(address)).isPresent();
      default -> value instanceof Json.Str(var text) && test(operator, operand).test(text);
    };
  }

  /// What `anything-but` excludes.
  private static boolean isOneOf(Json operand, Json value) {
    return switch (operand) {
      case Json.Arr(var items) -> items.contains(value);
      case Json.Obj object -> {
        var kind = Operators.operator(object);
        var texts = texts(java.util.Objects.requireNonNull(object.members().get(kind)));
        yield value instanceof Json.Str(var text)
            && texts.orElse(List.of()).stream()
                .anyMatch(one -> test(kind, Json.of(one)).test(text));
      }
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> operand.equals(value);
    };
  }

  private static Predicate<String> test(String operator, Json operand) {
    if (operand instanceof Json.Obj folded) {
      var plain = folded.string("equals-ignore-case").orElse("").toLowerCase(Locale.ROOT);
      var inner = test(operator, Json.of(plain));
      return text -> inner.test(text.toLowerCase(Locale.ROOT));
    }
    var wanted = operand instanceof Json.Str(var text) ? text : "";
    return switch (operator) {
      case "prefix" -> text -> text.startsWith(wanted);
      case "suffix" -> text -> text.endsWith(wanted);
      case "equals-ignore-case" -> text -> text.equalsIgnoreCase(wanted);
      case "wildcard" -> text -> Wildcard.matches(wanted, text);
      default -> _ -> false;
    };
  }
}
