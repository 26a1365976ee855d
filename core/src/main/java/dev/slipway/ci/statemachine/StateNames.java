package dev.slipway.ci.statemachine;

import java.util.HashSet;
import java.util.Set;

/// Names of states: what was wanted, cut to what Step Functions takes, each only once.
final class StateNames {
  static final int MAX = 80;

  private final Set<String> taken = new HashSet<>();

  /// @return the wanted name, or one like it where that is too long or taken
  String of(String wanted) {
    var name = cut(wanted, MAX);
    for (var again = 2; !taken.add(name); again++) {
      var number = " (%d)".formatted(again);
      name = cut(wanted, MAX - number.length()) + number;
    }
    return name;
  }

  private static String cut(String name, int most) {
    return name.length() <= most ? name : name.substring(0, most - 3) + "...";
  }
}
