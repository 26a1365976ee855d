package dev.slipway.local.states.query.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads paths.
final class PathReader {
  private final Cursor cursor;
  private final List<Step> steps = new ArrayList<>();

  PathReader(String text) {
    this.cursor = new Cursor(text);
  }

  /// Reads a whole text that begins with `$`.
  JsonPath read() {
    cursor.expect('$');
    steps();
    if (!cursor.atEnd()) {
      throw cursor.wrong("unexpected '%s'".formatted(cursor.peek()));
    }
    return new JsonPath(cursor.text(), steps);
  }

  private PathReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /// Reads a path within a filter, behind its `@` or `$`.
  static JsonPath within(Cursor cursor) {
    var from = cursor.position();
    var reader = new PathReader(cursor);
    reader.steps();
    return new JsonPath(cursor.text().substring(from, cursor.position()), reader.steps);
  }

  private void steps() {
    while (!cursor.atEnd()) {
      if (cursor.take("..")) {
        steps.add(new Step.Deep());
        if (cursor.peek() != '[') {
          dotted();
        }
      } else if (cursor.take(".")) {
        dotted();
      } else if (cursor.peek() == '[') {
        bracketed();
      } else {
        return;
      }
    }
  }

  private void dotted() {
    if (cursor.take("*")) {
      steps.add(new Step.All());
      return;
    }
    var name = cursor.name();
    if (cursor.take("()")) {
      if (!Functions.NAMES.contains(name)) {
        throw cursor.wrong("there is no function %s()".formatted(name));
      }
      steps.add(new Step.Function(name));
      if (!cursor.atEnd() && (cursor.peek() == '.' || cursor.peek() == '[')) {
        throw cursor.wrong("%s() must end the path".formatted(name));
      }
      return;
    }
    steps.add(new Step.Names(List.of(name)));
  }

  private void bracketed() {
    cursor.expect('[');
    cursor.skipSpace();
    steps.add(inBrackets());
    cursor.skipSpace();
    cursor.expect(']');
  }

  private Step inBrackets() {
    if (cursor.take("*")) {
      return new Step.All();
    }
    if (cursor.take("?")) {
      cursor.skipSpace();
      cursor.expect('(');
      var predicate = new FilterReader(cursor).read();
      cursor.skipSpace();
      cursor.expect(')');
      return new Step.Filter(predicate);
    }
    if (cursor.peek() == '\'' || cursor.peek() == '"') {
      return names();
    }
    return places();
  }

  private Step names() {
    var names = new ArrayList<String>();
    do {
      cursor.skipSpace();
      names.add(cursor.quoted());
      cursor.skipSpace();
    } while (cursor.take(","));
    return new Step.Names(names);
  }

  private Step places() {
    var first = cursor.integer();
    cursor.skipSpace();
    if (cursor.take(":")) {
      cursor.skipSpace();
      var to = cursor.integer();
      cursor.skipSpace();
      var by = cursor.take(":") ? cursor.integer().orElse(1) : 1;
      if (by < 1) {
        throw cursor.wrong("a slice's step must be positive");
      }
      return new Step.Slice(first, to, by);
    }
    var places = new ArrayList<Integer>();
    Optional<Integer> place = first;
    while (true) {
      places.add(place.orElseThrow(() -> cursor.wrong("expected a number")));
      cursor.skipSpace();
      if (!cursor.take(",")) {
        return new Step.Places(places);
      }
      cursor.skipSpace();
      place = cursor.integer();
    }
  }
}
