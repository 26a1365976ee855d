package dev.slipway.ci.workflow;

import java.util.TreeSet;
import java.util.regex.Pattern;

/// The ids of one scope, unique without case, and names made up for what has none, as
/// `IdBuilder.cs` in actions/runner makes them.
final class Identifiers {
  private static final Pattern VALID = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final int MAX_LENGTH = 100;

  private final Problems problems;
  private final TreeSet<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  Identifiers(Problems problems) {
    this.problems = problems;
  }

  /// Takes an id; reports one that is invalid or taken.
  void take(Template id) {
    var text = id.text();
    if (!VALID.matcher(text).matches() || text.length() >= MAX_LENGTH) {
      // GitHub says "and and"; whoever looks for its message finds ours.
      problems.error(
          id.at(),
          ("The identifier '%s' is invalid. IDs may only contain alphanumeric characters, '_', and"
                  + " '-'. IDs must start with a letter or '_' and and must be less than %d"
                  + " characters.")
              .formatted(text, MAX_LENGTH));
    } else if (text.startsWith("__")) {
      reserved(id);
    } else if (!taken.add(text)) {
      problems.error(
          id.at(),
          "The identifier '%s' may not be used more than once within the same scope."
              .formatted(text));
    }
  }

  void reserved(Template id) {
    problems.error(
        id.at(),
        "The identifier '%s' is invalid. IDs starting with '__' are reserved."
            .formatted(id.text()));
  }

  boolean has(String id) {
    return taken.contains(id);
  }

  /// A free name made of a text: `__actions_checkout_2`.
  String make(String text) {
    var stem = "__" + text.replaceAll("[^A-Za-z0-9_-]", "_");
    var suffix = "";
    for (var attempt = 2; ; attempt++) {
      var name = stem.substring(0, Math.min(stem.length(), MAX_LENGTH - suffix.length())) + suffix;
      if (taken.add(name)) {
        return name;
      }
      suffix = "_" + attempt;
    }
  }
}
