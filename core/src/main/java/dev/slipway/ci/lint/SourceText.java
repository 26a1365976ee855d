package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Position;
import dev.slipway.ci.workflow.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A file's text, to find the place of a part of a scalar: scalars are folded, quoted and indented,
/// so an offset in the value is none in the file.
final class SourceText {
  private final String source;
  private final List<Integer> lines = new ArrayList<>();

  SourceText(String source) {
    this.source = source;
    lines.add(0);
    for (var i = 0; i < source.length(); i++) {
      var c = source.charAt(i);
      var ends = c == '\n' || (c == '\r' && !source.startsWith("\n", i + 1));
      if (ends) {
        lines.add(i + 1);
      }
    }
  }

  String source() {
    return source;
  }

  /// Where a place is in the text; the end where the text is shorter.
  int index(Position at) {
    if (at.line() > lines.size()) {
      return source.length();
    }
    var index = lines.get(at.line() - 1);
    for (var column = 1; column < at.column() && index < source.length(); column++) {
      index += Character.charCount(source.codePointAt(index));
    }
    return index;
  }

  /// The place of an index; line and column count from 1, columns in code points.
  Position position(int index) {
    var line = 0;
    var more = lines.size() - 1;
    while (line < more) {
      var middle = (line + more + 1) >>> 1;
      if (lines.get(middle) <= index) {
        line = middle;
      } else {
        more = middle - 1;
      }
    }
    return new Position(line + 1, 1 + source.codePointCount(lines.get(line), index));
  }

  /// The text of a line, without its end.
  String line(int number) {
    var from = lines.get(number - 1);
    var to = number < lines.size() ? lines.get(number) : source.length();
    return source.substring(from, to).stripTrailing();
  }

  int lineCount() {
    return lines.size();
  }

  /// Where a text stands first, looking from a place on.
  Position find(String text, Position from) {
    var index = source.indexOf(text, index(from));
    return index < 0 ? from : position(index);
  }

  /// Where the key of a value stands.
  Position key(String key, Position value) {
    var index = source.lastIndexOf(key, index(value));
    return index < 0 ? value : position(index);
  }

  /// The place of a character of a scalar's value; the scalar's own place when it cannot be told.
  Position place(Template scalar, int offset) {
    var found = indexIn(scalar, offset);
    return found.isPresent() ? position(found.getAsInt()) : scalar.at();
  }

  /// The index of a character of a scalar's value.
  OptionalInt indexIn(Template scalar, int offset) {
    return new Scalar(scalar.text(), index(scalar.at())).find(offset);
  }

  /// Walks a value and what is written for it side by side. Runs of white space count as equal.
  private final class Scalar {
    private final String value;
    private int at;
    private char quote;

    Scalar(String value, int start) {
      this.value = value;
      this.at = start;
      skipProperties();
      var first = at < source.length() ? source.charAt(at) : ' ';
      if (first == '|' || first == '>') {
        at = lineEnd(at);
      } else if (first == '\'' || first == '"') {
        quote = first;
        at++;
      }
    }

    /// An anchor and a tag may stand before the scalar.
    private void skipProperties() {
      while (at < source.length() && (source.charAt(at) == '&' || source.charAt(at) == '!')) {
        while (at < source.length() && !Character.isWhitespace(source.charAt(at))) {
          at++;
        }
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
          at++;
        }
      }
    }

    private int lineEnd(int from) {
      var end = source.indexOf('\n', from);
      return end < 0 ? source.length() : end;
    }

    OptionalInt find(int offset) {
      for (var i = 0; i <= offset; i++) {
        if (i < value.length() && Character.isWhitespace(value.charAt(i))) {
          continue;
        }
        skipSpace();
        if (i == offset) {
          return OptionalInt.of(at);
        }
        if (i >= value.length() || !take(value.charAt(i))) {
          return OptionalInt.empty();
        }
      }
      return OptionalInt.of(at);
    }

    private void skipSpace() {
      while (at < source.length()) {
        if (Character.isWhitespace(source.charAt(at))) {
          at++;
        } else if (quote == '"'
            && source.charAt(at) == '\\'
            && at + 1 < source.length()
            && "nrt \n\r".indexOf(source.charAt(at + 1)) >= 0) {
          at += 2;
        } else {
          return;
        }
      }
    }

    private boolean take(char expected) {
      if (at >= source.length()) {
        return false;
      }
      var c = source.charAt(at);
      if (quote == '"' && c == '\\' && at + 1 < source.length()) {
        at +=
            switch (source.charAt(at + 1)) {
              case 'x' -> 4;
              case 'u' -> 6;
              case 'U' -> 10;
              default -> 2;
            };
        return true;
      }
      at += quote == '\'' && c == '\'' ? 2 : 1;
      return c == expected;
    }
  }
}
