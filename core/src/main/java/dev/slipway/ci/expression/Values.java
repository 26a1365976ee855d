package dev.slipway.ci.expression;

import dev.slipway.model.Json;

/// Coercion and comparison, as `EvaluationResult.cs` of actions/runner does them.
final class Values {
  private Values() {}

  static boolean isTruthy(Json value) {
    return switch (value) {
      case Json.Null _ -> false;
      case Json.Bool(var b) -> b;
      case Json.Num(var n) -> n != 0 && !Double.isNaN(n);
      case Json.Str(var s) -> !s.isEmpty();
      case Json.Arr _, Json.Obj _ -> true;
    };
  }

  static double number(Json value) {
    return switch (value) {
      case Json.Null _ -> 0;
      case Json.Bool(var b) -> b ? 1 : 0;
      case Json.Num(var n) -> n;
      case Json.Str(var s) -> Numbers.coerce(s).orElse(Double.NaN);
      case Json.Arr _, Json.Obj _ -> Double.NaN;
    };
  }

  static String text(Json value) {
    return switch (value) {
      case Json.Null _ -> "";
      case Json.Bool(var b) -> Boolean.toString(b);
      case Json.Num(var n) -> Numbers.format(n);
      case Json.Str(var s) -> s;
      case Json.Arr _ -> "Array";
      case Json.Obj _ -> "Object";
    };
  }

  static boolean isPrimitive(Json value) {
    return !(value instanceof Json.Arr) && !(value instanceof Json.Obj);
  }

  /// Equality: texts without case, arrays and objects only with themselves, mixed kinds as numbers.
  static boolean equal(Json left, Json right) {
    if (left instanceof Json.Str(var a) && right instanceof Json.Str(var b)) {
      return upper(a).equals(upper(b));
    }
    if (!isPrimitive(left) || !isPrimitive(right)) {
      return sameCollection(left, right);
    }
    if (left instanceof Json.Null && right instanceof Json.Null) {
      return true;
    }
    return number(left) == number(right);
  }

  @SuppressWarnings("ReferenceEquality") // the language compares collections by identity
  private static boolean sameCollection(Json left, Json right) {
    return left == right;
  }

  /// Less than zero, zero, more than zero, or NaN where the two do not compare.
  static double compare(Json left, Json right) {
    if (left instanceof Json.Str(var a) && right instanceof Json.Str(var b)) {
      return upper(a).compareTo(upper(b));
    }
    if (!isPrimitive(left) || !isPrimitive(right)) {
      return Double.NaN;
    }
    var a = number(left);
    var b = number(right);
    return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Double.compare(a + 0.0, b + 0.0);
  }

  /// Upper case one character at a time, as .NET's ordinal comparison without case: `ß` stays.
  static String upper(String text) {
    var upper = text.toCharArray();
    for (var i = 0; i < upper.length; i++) {
      upper[i] = upper(upper[i]);
    }
    return new String(upper);
  }

  private static char upper(char c) {
    // The two Turkish letters have no partner outside Turkish.
    return c == 'ı' || c == 'ſ' ? c : Character.toUpperCase(c);
  }

  /// White space as .NET has it: the no-break space counts, the separators of files do not.
  static boolean isSpace(char c) {
    return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == '\u0085';
  }
}
