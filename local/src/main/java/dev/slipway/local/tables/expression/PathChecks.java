package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.expression.Path.Element;
import java.util.List;

/// No two paths of an expression may name the same place, lie within each other, or take the same
/// place once for a map and once for a list.
final class PathChecks {
  private PathChecks() {}

  static void requireApart(Tokens tokens, List<Path> paths) {
    for (var i = 0; i < paths.size(); i++) {
      for (var j = 0; j < i; j++) {
        check(tokens, paths.get(j), paths.get(i));
      }
    }
  }

  private static void check(Tokens tokens, Path one, Path two) {
    var common = 0;
    var shorter = Math.min(one.elements().size(), two.elements().size());
    while (common < shorter && one.elements().get(common).equals(two.elements().get(common))) {
      common++;
    }
    if (common == shorter) {
      report(tokens, "overlap", one, two);
    } else if (isMember(one.elements().get(common)) != isMember(two.elements().get(common))) {
      report(tokens, "conflict", one, two);
    }
  }

  private static boolean isMember(Element element) {
    return switch (element) {
      case Element.Member _ -> true;
      case Element.Index _ -> false;
    };
  }

  private static void report(Tokens tokens, String how, Path one, Path two) {
    tokens.problem(
        "Two document paths %s with each other; must remove or rewrite one of these paths; path one: %s, path two: %s"
            .formatted(how, one.shown(), two.shown()));
  }
}
