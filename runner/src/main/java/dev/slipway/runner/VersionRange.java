package dev.slipway.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Which versions of a tool are wanted, in the words of npm: `20`, `20.x`, `^3.11`, `~1.2`, `>=18
/// <21`, `3.9 - 3.11`, `18 || 20`; a name such as `lts/*` or `latest` is any version.
///
/// @param choices one of these must hold
record VersionRange(List<Choice> choices) {
  private static final Pattern COMPARATOR =
      Pattern.compile("(\\^|~>?|>=|<=|>|<|=)?\\s*v?([0-9]+|[xX*])((?:\\.(?:[0-9]+|[xX*]))*)\\S*");

  private static final Pattern NAME =
      Pattern.compile("(lts(/.*)?|latest|node|stable|oldstable|current|\\*|)");

  VersionRange {
    choices = List.copyOf(choices);
  }

  /// All bounds hold: from the first, up to and without the second.
  record Choice(List<Bound> bounds) {
    Choice {
      bounds = List.copyOf(bounds);
    }
  }

  /// @param most empty when there is none
  record Bound(List<Integer> least, List<Integer> most) {
    Bound {
      least = List.copyOf(least);
      most = List.copyOf(most);
    }

    boolean holds(List<Integer> version) {
      return compare(version, least) >= 0 && (most.isEmpty() || compare(version, most) < 0);
    }
  }

  /// @throws StepFailure when it cannot be read
  static VersionRange of(String text) {
    var choices = new ArrayList<Choice>();
    for (var choice : text.split("\\|\\|", -1)) {
      choices.add(choice(choice.strip(), text));
    }
    return new VersionRange(choices);
  }

  private static Choice choice(String text, String whole) {
    if (NAME.matcher(text).matches()) {
      return new Choice(List.of());
    }
    var hyphen = text.split("\\s+-\\s+", 2);
    if (hyphen.length == 2) {
      return new Choice(List.of(bound(">=" + hyphen[0], whole), bound("<=" + hyphen[1], whole)));
    }
    var joined = text.replaceAll("(\\^|~>?|>=|<=|>|<|=)\\s+", "$1");
    return new Choice(
        Arrays.stream(joined.split("[\\s,]+", -1)).map(each -> bound(each, whole)).toList());
  }

  private static Bound bound(String text, String whole) {
    var match = COMPARATOR.matcher(text);
    if (!match.matches()) {
      throw new StepFailure("'%s' is no version".formatted(whole));
    }
    var numbers = numbers(match.group(2) + match.group(3));
    return switch (String.valueOf(match.group(1))) {
      case ">=" -> new Bound(numbers, List.of());
      case ">" -> new Bound(next(numbers, numbers.size()), List.of());
      case "<" -> new Bound(List.of(), numbers.isEmpty() ? List.of(0) : numbers);
      case "<=" -> new Bound(List.of(), next(numbers, numbers.size()));
      case "^" -> new Bound(numbers, next(numbers, caret(numbers)));
      case "~", "~>" -> new Bound(numbers, next(numbers, Math.min(2, numbers.size())));
      default -> new Bound(numbers, next(numbers, numbers.size()));
    };
  }

  /// The part that `^` holds still: up to the first that is not zero.
  private static int caret(List<Integer> numbers) {
    for (var i = 0; i < numbers.size(); i++) {
      if (numbers.get(i) != 0) {
        return i + 1;
      }
    }
    return numbers.size();
  }

  /// The first version that no longer begins with those numbers.
  private static List<Integer> next(List<Integer> numbers, int count) {
    if (numbers.isEmpty()) {
      return List.of();
    }
    var next = new ArrayList<>(numbers.subList(0, Math.max(1, count)));
    next.set(next.size() - 1, next.getLast() + 1);
    return next;
  }

  /// The numbers before the first star.
  static List<Integer> numbers(String version) {
    var numbers = new ArrayList<Integer>();
    for (var part : version.replaceFirst("^[vV]", "").split("[.+_-]", -1)) {
      if (!part.matches("[0-9]{1,8}")) {
        break;
      }
      numbers.add(Integer.parseInt(part));
    }
    return numbers;
  }

  boolean has(String version) {
    var numbers = numbers(version);
    return choices.stream()
        .anyMatch(choice -> choice.bounds().stream().allMatch(bound -> bound.holds(numbers)));
  }

  static int compare(List<Integer> one, List<Integer> other) {
    for (var i = 0; i < Math.max(one.size(), other.size()); i++) {
      var difference =
          Integer.compare(i < one.size() ? one.get(i) : 0, i < other.size() ? other.get(i) : 0);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }
}
