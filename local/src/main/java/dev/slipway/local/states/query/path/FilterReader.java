package dev.slipway.local.states.query.path;

import dev.slipway.local.states.query.path.Predicate.Operand;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads what stands between `?(` and `)`.
final class FilterReader {
  private static final List<String> OPERATORS = List.of("==", "!=", "<=", ">=", "<", ">");

  private final Cursor cursor;

  FilterReader(Cursor cursor) {
    this.cursor = cursor;
  }

  Predicate read() {
    cursor.enter();
    var left = and();
    while (taken("||")) {
      left = new Predicate.Or(left, and());
    }
    cursor.leave();
    return left;
  }

  private Predicate and() {
    var left = single();
    while (taken("&&")) {
      left = new Predicate.And(left, single());
    }
    return left;
  }

  private boolean taken(String sign) {
    cursor.skipSpace();
    return cursor.take(sign);
  }

  private Predicate single() {
    cursor.skipSpace();
    if (cursor.peek() == '!') {
      cursor.expect('!');
      cursor.enter();
      var inner = single();
      cursor.leave();
      return new Predicate.Not(inner);
    }
    if (cursor.peek() == '(') {
      cursor.expect('(');
      var inner = read();
      cursor.skipSpace();
      cursor.expect(')');
      return inner;
    }
    return comparison();
  }

  private Predicate comparison() {
    var left = operand();
    cursor.skipSpace();
    if (cursor.take("=~")) {
      cursor.skipSpace();
      cursor.expect('/');
      return new Predicate.Matches(left, pattern());
    }
    for (var operator : OPERATORS) {
      if (cursor.take(operator)) {
        return new Predicate.Compare(left, operator, operand());
      }
    }
    if (cursor.take("in ") || cursor.take("IN ")) {
      return new Predicate.Compare(left, "in", operand());
    }
    if (cursor.take("nin ") || cursor.take("NIN ")) {
      return new Predicate.Compare(left, "nin", operand());
    }
    return new Predicate.Exists(left);
  }

  private Pattern pattern() {
    var regex = cursor.regex();
    try {
      return Pattern.compile(regex, cursor.take("i") ? Pattern.CASE_INSENSITIVE : 0);
    } catch (PatternSyntaxException e) {
      throw cursor.wrong("'%s' is no regular expression".formatted(regex));
    }
  }

  private Operand operand() {
    cursor.skipSpace();
    if (cursor.take("@")) {
      return new Operand.FromCurrent(PathReader.within(cursor));
    }
    if (cursor.take("$")) {
      return new Operand.FromRoot(PathReader.within(cursor));
    }
    return new Operand.Literal(literal());
  }

  private Json literal() {
    cursor.skipSpace();
    if (cursor.peek() == '\'' || cursor.peek() == '"') {
      return Json.of(cursor.quoted());
    }
    if (cursor.take("[")) {
      var items = new ArrayList<Json>();
      cursor.skipSpace();
      while (!cursor.take("]")) {
        items.add(literal());
        cursor.skipSpace();
        if (!cursor.take(",") && cursor.peek() != ']') {
          throw cursor.wrong("expected ']'");
        }
      }
      return new Json.Arr(items);
    }
    var word = cursor.literal();
    return switch (word) {
      case "true" -> Json.of(true);
      case "false" -> Json.of(false);
      case "null" -> Json.Null.INSTANCE;
      case String number -> {
        try {
          yield Json.of(Double.parseDouble(number));
        } catch (NumberFormatException _) {
          throw cursor.wrong("'%s' is no value".formatted(number));
        }
      }
    };
  }
}
