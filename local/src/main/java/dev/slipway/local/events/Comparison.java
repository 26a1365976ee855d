package dev.slipway.local.events;

import dev.slipway.model.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// One of the things that a member of an event may be: a value, or a comparison with an operand.
final class Comparison {
  private Comparison() {}

  /// @throws InvalidPatternException when it is no comparison
  static void check(Json wanted) {
    switch (wanted) {
      case Json.Obj comparison -> {
        var operator = operator(comparison);
        check(operator, comparison.members().get(operator));
      }
      case Json.Arr _ -> throw new InvalidPatternException("Match value must not be an array");
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> {
        // equality
      }
    }
  }

  private static String operator(Json.Obj comparison) {
    if (comparison.members().size() != 1) {
      throw new InvalidPatternException("Only one key allowed in match expression");
    }
    return comparison.members().keySet().iterator().next();
  }

  private static void check(String operator, @org.jspecify.annotations.Nullable Json operand) {
    switch (operator) {
      case "exists" -> require(operator, operand instanceof Json.Bool);
      case "prefix", "suffix" ->
          require(operator, operand instanceof Json.Str || ignoresCase(operand));
      case "equals-ignore-case" -> require(operator, operand instanceof Json.Str);
      case "wildcard" -> {
        require(operator, operand instanceof Json.Str);
        Wildcard.check(((Json.Str) java.util.Objects.requireNonNull(operand)).value());
      }
      case "numeric" -> require(operator, operand instanceof Json.Arr(var r) && Range.isRange(r));
      case "cidr" ->
          require(operator, operand instanceof Json.Str(var text) && Cidr.of(text).isPresent());
      case "anything-but" -> require(operator, isAnythingBut(operand));
      default -> throw new InvalidPatternException("Unrecognized match type " + operator);
    }
  }

  private static void require(String operator, boolean holds) {
    if (!holds) {
      throw new InvalidPatternException("Invalid operand of " + operator);
    }
  }

  private static boolean ignoresCase(@org.jspecify.annotations.Nullable Json operand) {
    return operand instanceof Json.Obj object
        && object.members().size() == 1
        && object.string("equals-ignore-case").isPresent();
  }

  private static boolean isAnythingBut(@org.jspecify.annotations.Nullable Json operand) {
    return switch (operand) {
      case Json.Str _, Json.Num _ -> true;
      case Json.Arr(var items) -> !items.isEmpty() && items.stream().allMatch(Comparison::isScalar);
      case Json.Obj object -> {
        var kind = operator(object);
        yield List.of("prefix", "suffix", "equals-ignore-case", "wildcard").contains(kind)
            && texts(object.members().getOrDefault(kind, Json.Null.INSTANCE)).isPresent();
      }
      case Json.Null _, Json.Bool _ -> false;
      case null -> false;
    };
  }

  private static boolean isScalar(Json value) {
    return value instanceof Json.Str || value instanceof Json.Num;
  }

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
  static boolean matches(Json wanted, Optional<Json> value) {
    if (wanted instanceof Json.Obj comparison && comparison.bool("exists").isPresent()) {
      var leaf = value.filter(one -> !(one instanceof Json.Obj)).isPresent();
      return comparison.bool("exists").get() == leaf;
    }
    if (value.isEmpty()) {
      return false;
    }
    if (value.get() instanceof Json.Arr(var items)) {
      return items.stream().anyMatch(item -> matches(wanted, Optional.of(item)));
    }
    if (!(wanted instanceof Json.Obj comparison)) {
      return wanted.equals(value.get());
    }
    var operator = operator(comparison);
    var operand = java.util.Objects.requireNonNull(comparison.members().get(operator));
    return compare(operator, operand, value.get());
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
        var kind = operator(object);
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
