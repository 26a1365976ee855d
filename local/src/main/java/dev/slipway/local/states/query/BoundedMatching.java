package dev.slipway.local.states.query;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// JSONata's functions over regular expressions, for patterns that may try for ever: each is tried
/// on a text that counts how often it is read, before the library does the same without counting.
final class BoundedMatching {
  /// A pattern that does not try again and again reads each character a few times.
  private static final int MAX_READS = 20_000_000;

  private BoundedMatching() {}

  static Object contains(List<?> arguments) {
    bound(arguments);
    return Functions.contains(text(arguments, 0), argument(arguments, 1));
  }

  static Object match(List<?> arguments) {
    bound(arguments);
    return Functions.match(
        text(arguments, 0), (Pattern) argument(arguments, 1), whole(arguments, 2));
  }

  static Object replace(List<?> arguments) {
    bound(arguments);
    return Functions.replace(
        text(arguments, 0), argument(arguments, 1), argument(arguments, 2), whole(arguments, 3));
  }

  static Object split(List<?> arguments) {
    bound(arguments);
    return Functions.split(
        text(arguments, 0), argument(arguments, 1), (Number) argument(arguments, 2));
  }

  private static void bound(List<?> arguments) {
    if (argument(arguments, 0) instanceof String text
        && argument(arguments, 1) instanceof Pattern pattern) {
      bound(pattern, text);
    }
  }

  static void bound(Pattern pattern, String text) {
    var matcher = pattern.matcher(new CountedText(text, new int[1], 0, text.length()));
    while (matcher.find()) {
      // Only that it ends is of interest.
    }
  }

  private static @Nullable Object argument(List<?> arguments, int index) {
    return index < arguments.size() ? arguments.get(index) : null;
  }

  private static @Nullable String text(List<?> arguments, int index) {
    return (String) argument(arguments, index);
  }

  private static @Nullable Integer whole(List<?> arguments, int index) {
    return argument(arguments, index) instanceof Number number ? (Integer) number.intValue() : null;
  }

  /// @param reads how often it was read, with its parts
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record CountedText(String text, int[] reads, int from, int to) implements CharSequence {
    @Override
    public int length() {
      return to - from;
    }

    @Override
    public char charAt(int index) {
      if (++reads[0] > MAX_READS) {
        throw new JException("Expression evaluation timeout: Check for infinite loop", -1);
      }
      return text.charAt(from + index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new CountedText(text, reads, from + start, from + end);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }
}
