package dev.slipway.local.events.pattern;

import dev.slipway.model.Json;
import java.util.List;

/// What may stand in the list of a member of a pattern; says what is wrong in AWS's words.
final class Operators {
  private static final String ANYTHING_BUT =
      "Value of anything-but must be an array or single string/number value.";

  private Operators() {}

  /// @throws InvalidPatternException when it is neither a value nor a comparison
  static void check(Json wanted) {
    switch (wanted) {
      case Json.Obj comparison -> {
        var operator = operator(comparison);
        check(operator, comparison.get(operator).orElse(Json.Null.INSTANCE));
      }
      case Json.Arr _ ->
          throw new InvalidPatternException(
              "Match value must be String, number, true, false, or null");
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> {
        // equality
      }
    }
  }

  static String operator(Json.Obj comparison) {
    if (comparison.members().size() != 1) {
      throw new InvalidPatternException("Only one key allowed in match expression");
    }
    return comparison.members().keySet().iterator().next();
  }

  private static void check(String operator, Json operand) {
    switch (operator) {
      case "exists" ->
          require(
              operand instanceof Json.Bool, "exists match pattern must be either true or false.");
      case "prefix", "suffix" ->
          require(
              operand instanceof Json.Str || ignoresCase(operand),
              operator + " match pattern must be a string");
      case "equals-ignore-case" ->
          require(operand instanceof Json.Str, operator + " match pattern must be a string");
      case "wildcard" -> checkWildcard(operand);
      case "numeric" -> checkRange(operand);
      case "cidr" -> checkBlock(operand);
      case "anything-but" -> checkAnythingBut(operand);
      default -> throw new InvalidPatternException("Unrecognized match type " + operator);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new InvalidPatternException(otherwise);
    }
  }

  private static boolean ignoresCase(Json operand) {
    return operand instanceof Json.Obj object
        && object.members().size() == 1
        && object.string("equals-ignore-case").isPresent();
  }

  private static void checkWildcard(Json operand) {
    if (!(operand instanceof Json.Str(var pattern))) {
      throw new InvalidPatternException("wildcard match pattern must be a string");
    }
    Wildcard.check(pattern);
  }

  private static void checkRange(Json operand) {
    if (!(operand instanceof Json.Arr(var range))) {
      throw new InvalidPatternException("Value of numeric must be an array.");
    }
    Range.check(range);
  }

  /// AWS reads it as a prefix first, and says so.
  private static void checkBlock(Json operand) {
    if (!(operand instanceof Json.Str(var block))) {
      throw new InvalidPatternException("prefix match pattern must be a string");
    }
    Cidr.check(block);
  }

  private static void checkAnythingBut(Json operand) {
    switch (operand) {
      case Json.Str _, Json.Num _ -> {
        // one value
      }
      case Json.Arr(var items) -> checkExcluded(items);
      case Json.Obj comparison -> checkExcluding(comparison);
      case Json.Null _, Json.Bool _ -> throw new InvalidPatternException(ANYTHING_BUT);
    }
  }

  private static void checkExcluded(List<Json> items) {
    require(!items.isEmpty(), "Empty arrays are not allowed");
    require(
        items.stream().allMatch(item -> item instanceof Json.Str || item instanceof Json.Num),
        "Inside anything but list, start|null|boolean is not supported.");
    require(
        items.stream().map(Json::getClass).distinct().count() == 1,
        "Inside anything but list, either all values are number or string, mixed type is not"
            + " supported");
  }

  private static void checkExcluding(Json.Obj comparison) {
    var operator = operator(comparison);
    var operand = comparison.get(operator).orElse(Json.Null.INSTANCE);
    var items = operand instanceof Json.Arr(var several) ? several : List.of(operand);
    switch (operator) {
      case "prefix", "suffix" -> {
        require(!(operand instanceof Json.Obj), ANYTHING_BUT);
        requireTexts(items, "prefix/suffix match pattern must be a string");
        require(!items.contains(Json.of("")), "Null prefix/suffix not allowed");
      }
      case "equals-ignore-case" ->
          requireTexts(
              items,
              "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not"
                  + " supported.");
      case "wildcard" -> {
        require(!items.isEmpty(), "Empty arrays are not allowed");
        items.forEach(Operators::checkWildcard);
      }
      default -> throw new InvalidPatternException("Unsupported anything-but pattern: " + operator);
    }
  }

  private static void requireTexts(List<Json> items, String otherwise) {
    require(!items.isEmpty(), "Empty arrays are not allowed");
    require(items.stream().allMatch(Json.Str.class::isInstance), otherwise);
  }
}
