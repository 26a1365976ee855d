package dev.slipway.local.events.pattern;

import dev.slipway.model.Json;
import java.util.List;

/// The operand of `numeric`: `[">", 0, "<=", 5]`.
final class Range {
  private Range() {}

  /// @throws InvalidPatternException when it is neither a bound nor a range from below
  static void check(List<Json> range) {
    if (range.isEmpty() || !(range.getFirst() instanceof Json.Str(var first))) {
      throw new InvalidPatternException(
          "Invalid member in numeric match: " + (range.isEmpty() ? "]" : range.getFirst().text()));
    }
    switch (first) {
      case "=" -> {
        requireBound("equals", range, 1);
        requireEnd(range, 2, "Too many elements in numeric expression");
      }
      case "<", "<=" -> {
        requireBound(first, range, 1);
        requireEnd(range, 2, "Too many elements in numeric expression");
      }
      case ">", ">=" -> {
        requireBound(first, range, 1);
        if (range.size() > 2) {
          checkUpper(range);
        }
      }
      default -> throw new InvalidPatternException("Unrecognized numeric range operator: " + first);
    }
  }

  private static void checkUpper(List<Json> range) {
    if (!(range.get(2) instanceof Json.Str(var upper)) || !List.of("<", "<=").contains(upper)) {
      var given = range.get(2) instanceof Json.Str(var text) ? text : range.get(2).text();
      throw new InvalidPatternException("Bad numeric range operator: " + given);
    }
    requireBound(upper, range, 3);
    requireEnd(range, 4, "Too many terms in numeric range expression");
    if (((Json.Num) range.get(1)).value() >= ((Json.Num) range.get(3)).value()) {
      throw new InvalidPatternException("Bottom must be less than top");
    }
  }

  private static void requireBound(String operator, List<Json> range, int at) {
    if (at >= range.size() || !(range.get(at) instanceof Json.Num)) {
      throw new InvalidPatternException("Value of %s must be numeric".formatted(operator));
    }
  }

  private static void requireEnd(List<Json> range, int end, String otherwise) {
    if (range.size() > end) {
      throw new InvalidPatternException(otherwise);
    }
  }

  static boolean contains(List<Json> range, double number) {
    for (var i = 0; i < range.size(); i += 2) {
      var operator = ((Json.Str) range.get(i)).value();
      var bound = ((Json.Num) range.get(i + 1)).value();
      var holds =
          switch (operator) {
            case "<" -> number < bound;
            case "<=" -> number <= bound;
            case ">" -> number > bound;
            case ">=" -> number >= bound;
            default -> number == bound;
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }
}
