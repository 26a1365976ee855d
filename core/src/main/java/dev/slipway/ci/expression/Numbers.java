package dev.slipway.ci.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/// Numbers as the expression language reads and prints them.
final class Numbers {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern RADIX = Pattern.compile("0x[0-9a-fA-F]+|0o[0-7]+");

  /// What .NET's format `G15`, which the runner prints numbers with, rounds to.
  private static final MathContext G15 = new MathContext(15, RoundingMode.HALF_EVEN);

  private Numbers() {}

  /// Reads trimmed text; an empty text is zero, as in comparisons. Empty when it is no number.
  static Optional<Double> coerce(String text) {
    var trimmed = trim(text);
    return trimmed.isEmpty() ? Optional.of(0.0) : parse(trimmed);
  }

  static String trim(String text) {
    var from = 0;
    var to = text.length();
    while (from < to && Values.isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && Values.isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  static Optional<Double> parse(String text) {
    return switch (text) {
      case "Infinity", "+Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
      case "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
      case "NaN" -> Optional.of(Double.NaN);
      default -> digits(text);
    };
  }

  private static Optional<Double> digits(String text) {
    if (RADIX.matcher(text).matches()) {
      var value = new BigInteger(text.substring(2), text.charAt(1) == 'x' ? 16 : 8);
      // The runner reads these as 32-bit integers, sign and all.
      return value.bitLength() <= 32 ? Optional.of((double) value.intValue()) : Optional.empty();
    }
    return DECIMAL.matcher(text).matches()
        ? Optional.of(Double.parseDouble(text))
        : Optional.empty();
  }

  static String format(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    if (value == 0) {
      return "0"; // Negative zero too.
    }
    var rounded = new BigDecimal(value).round(G15).stripTrailingZeros();
    var exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent > -5 && exponent < 15) {
      return rounded.toPlainString();
    }
    var digits = rounded.unscaledValue().abs().toString();
    var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return "%s%sE%s%02d"
        .formatted(
            rounded.signum() < 0 ? "-" : "",
            mantissa,
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }
}
