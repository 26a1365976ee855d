package dev.slipway.ci.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The first argument of `format`: `{0}` stands for an argument, `{{` and `}}` for a brace.
public record FormatText(List<Part> parts) {
  /// Arguments are counted in a byte.
  private static final int MOST = 255;

  public FormatText {
    parts = List.copyOf(parts);
  }

  /// A piece of the text.
  public sealed interface Part {
    record Text(String text) implements Part {}

    /// @param index which argument, from 0
    record Place(int index) implements Part {}
  }

  /// The text in parts, or empty when a brace has no partner or holds no number.
  public static Optional<FormatText> read(String text) {
    var parts = new ArrayList<Part>();
    var plain = new StringBuilder();
    var i = 0;
    while (i < text.length()) {
      var c = text.charAt(i);
      if ((c == '{' || c == '}') && i + 1 < text.length() && text.charAt(i + 1) == c) {
        plain.append(c);
        i += 2;
      } else if (c == '{') {
        var end = text.indexOf('}', i);
        var index = end < 0 ? Optional.<Integer>empty() : index(text.substring(i + 1, end));
        if (index.isEmpty()) {
          return Optional.empty();
        }
        parts.add(new Part.Text(plain.toString()));
        parts.add(new Part.Place(index.get()));
        plain.setLength(0);
        i = end + 1;
      } else if (c == '}') {
        return Optional.empty();
      } else {
        plain.append(c);
        i++;
      }
    }
    parts.add(new Part.Text(plain.toString()));
    return Optional.of(new FormatText(parts));
  }

  private static Optional<Integer> index(String digits) {
    return digits.matches("[0-9]{1,9}")
        ? Optional.of(Integer.parseInt(digits)).filter(index -> index <= MOST)
        : Optional.empty();
  }

  /// Whether an argument stands somewhere in the text.
  public boolean uses(int index) {
    return parts.contains(new Part.Place(index));
  }

  /// The highest index, -1 when there is none.
  int highest() {
    return parts.stream()
        .mapToInt(part -> part instanceof Part.Place(var index) ? index : -1)
        .max()
        .orElse(-1);
  }
}
