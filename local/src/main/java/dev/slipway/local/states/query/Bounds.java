package dev.slipway.local.states.query;

import com.dashjoin.jsonata.JException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How far an evaluation may go: counted in steps, so that it ends alike on every machine.
///
/// A regular expression may also be called, `$r("text")`, and the library offers no place to count
/// how often it reads. So whenever one meets a text as parts of the same expression, it is tried
/// beforehand on a text that counts.
final class Bounds {
  private static final int MAX_STEPS = 1_000_000;
  private static final int MAX_DEPTH = 400;
  private static final int MAX_TEXT = 16 * 1024 * 1024;

  private final boolean patterns;
  private final ArrayDeque<Parts> open = new ArrayDeque<>();
  private int steps;
  private int depth;

  private Bounds(boolean patterns) {
    this.patterns = patterns;
  }

  static Bounds of(String expression) {
    return new Bounds(expression.indexOf('/') >= 0);
  }

  void enter() {
    steps++;
    depth++;
    if (steps > MAX_STEPS) {
      throw new JException("Expression evaluation timeout: Check for infinite loop", -1);
    }
    if (depth > MAX_DEPTH) {
      throw new JException(
          "Stack overflow error: Check for non-terminating recursive function", -1);
    }
    if (patterns) {
      open.push(new Parts());
    }
  }

  void leave(@Nullable Object result) {
    depth--;
    if (result instanceof String made && made.length() > MAX_TEXT) {
      throw new JException("Expression result is too large", -1);
    }
    if (patterns) {
      open.pop();
      if (!open.isEmpty() && result != null) {
        open.peek().take(result);
      }
    }
  }

  /// What the parts of an expression gave so far.
  private static final class Parts {
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<Object> others = new ArrayList<>();

    void take(Object result) {
      if (result instanceof Pattern pattern) {
        patterns.add(pattern);
        others.forEach(other -> meet(pattern, other));
      } else {
        others.add(result);
        patterns.forEach(pattern -> meet(pattern, result));
      }
    }

    private static void meet(Pattern pattern, Object result) {
      switch (result) {
        case String text -> BoundedMatching.bound(pattern, text);
        case List<?> items -> items.forEach(item -> meetItem(pattern, item));
        default -> {}
      }
    }

    private static void meetItem(Pattern pattern, @Nullable Object item) {
      if (item instanceof String text) {
        BoundedMatching.bound(pattern, text);
      }
    }
  }
}
