package dev.slipway.local.tables.value;

import dev.slipway.local.tables.value.AttributeValue.Num;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/// Numbers of 38 digits between 1E-130 and 9.99…E+125, and zero.
public final class Numbers {
  private static final int DIGITS = 38;
  private static final int GREATEST_EXPONENT = 125;
  private static final int LEAST_EXPONENT = -130;

  /// Longer texts are refused before they cost time.
  private static final int LONGEST = 500;

  private static final Pattern FORM =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,9})?");

  private Numbers() {}

  /// @throws InvalidException when the text is no number or exceeds a limit
  public static Num parse(String text) {
    if (text.isEmpty()) {
      throw new InvalidException("The parameter cannot be converted to a numeric value");
    }
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      throw new InvalidException("The parameter cannot be converted to a numeric value: " + text);
    }
    return checked(new BigDecimal(text));
  }

  /// A sum or difference.
  ///
  /// @throws InvalidException when it exceeds a limit
  public static Num checked(BigDecimal number) {
    var plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    var exponent = plain.precision() - plain.scale() - 1L;
    if (plain.signum() != 0 && exponent > GREATEST_EXPONENT) {
      throw new InvalidException(
          "Number overflow. Attempting to store a number with magnitude larger than supported"
              + " range");
    }
    if (plain.signum() != 0 && exponent < LEAST_EXPONENT) {
      throw new InvalidException(
          "Number underflow. Attempting to store a number with magnitude smaller than supported"
              + " range");
    }
    if (plain.precision() > DIGITS) {
      throw new InvalidException("Attempting to store more than 38 significant digits in a Number");
    }
    return new Num(plain);
  }

  public static Num plus(Num left, Num right) {
    return checked(left.value().add(right.value()));
  }

  public static Num minus(Num left, Num right) {
    return checked(left.value().subtract(right.value()));
  }

  /// As DynamoDB shows numbers: without exponent.
  public static String text(Num number) {
    return number.value().toPlainString();
  }

  /// Bytes that sort as the numbers do: a length and a sign in the first, then two digits in each.
  ///
  /// Negative numbers have all bytes turned and end in a byte above all others, so that the longer
  /// of two sorts first.
  public static byte[] sortable(Num number) {
    var value = number.value();
    if (value.signum() == 0) {
      return new byte[] {(byte) 0x80};
    }
    var digits = value.unscaledValue().abs().toString();
    var exponent = digits.length() - value.scale();
    if (Math.floorMod(exponent, 2) == 1) {
      digits = "0" + digits;
      exponent++;
    }
    if (digits.length() % 2 == 1) {
      digits += "0";
    }
    var negative = value.signum() < 0;
    var pairs = digits.length() / 2;
    var ends = negative && pairs < 20 ? 1 : 0;
    var bytes = new byte[1 + pairs + ends];
    var first = exponent / 2 - 64;
    bytes[0] = (byte) (negative ? ~first : first);
    for (var i = 0; i < pairs; i++) {
      var pair = (digits.charAt(2 * i) - '0') * 10 + digits.charAt(2 * i + 1) - '0';
      bytes[i + 1] = (byte) (negative ? 101 - pair : pair + 1);
    }
    if (ends == 1) {
      bytes[pairs + 1] = 102;
    }
    return bytes;
  }

  /// As [#size(Num)], of a number's text in the store that has no exponent.
  static int size(byte[] text, int from, int length) {
    var precision = 0;
    var scale = 0;
    var inFraction = false;
    for (var i = from; i < from + length; i++) {
      var c = text[i];
      if (c == '.') {
        inFraction = true;
      } else if (c != '-') {
        scale += inFraction ? 1 : 0;
        precision += precision > 0 || c != '0' ? 1 : 0;
      }
    }
    return precision == 0 ? 1 : size(precision, scale, text[from] == '-');
  }

  /// Half a byte for each digit, one for the exponent, one for the sign.
  static int size(Num number) {
    var value = number.value();
    if (value.signum() == 0) {
      return 1;
    }
    return size(value.precision(), value.scale(), value.signum() < 0);
  }

  private static int size(int precision, int scale, boolean negative) {
    var misaligned = Math.floorMod(precision - scale, 2);
    var pairs = (precision + misaligned + 1) / 2;
    return pairs + 1 + (negative ? 1 : 0);
  }
}
