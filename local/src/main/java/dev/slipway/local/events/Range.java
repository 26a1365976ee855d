package dev.slipway.local.events;

import dev.slipway.model.Json;
import java.util.List;

/// The operand of `numeric`: `[">", 0, "<=", 5]`.
final class Range {
  private Range() {}

  static boolean isRange(List<Json> range) {
    if (range.size() != 2 && range.size() != 4) {
      return false;
    }
    for (var i = 0; i < range.size(); i += 2) {
      if (!(range.get(i) instanceof Json.Str(var operator))
          || !List.of("<", "<=", "=", ">", ">=").contains(operator)
          || !(range.get(i + 1) instanceof Json.Num)) {
        return false;
      }
    }
    return true;
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
