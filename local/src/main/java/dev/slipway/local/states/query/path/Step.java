package dev.slipway.local.states.query.path;

import java.util.List;
import java.util.Optional;

/// One step of a path from a value to values within it.
sealed interface Step {
  /// Members by name; one name is a definite step.
  record Names(List<String> names) implements Step {}

  /// Items by place, from the end when negative; one place is a definite step.
  record Places(List<Integer> places) implements Step {}

  record Slice(Optional<Integer> from, Optional<Integer> to, int by) implements Step {}

  /// All members or items.
  record All() implements Step {}

  /// The value itself and all values within it.
  record Deep() implements Step {}

  /// Items, or members' values, of which a predicate holds.
  record Filter(Predicate predicate) implements Step {}

  /// A function at the end of a path: `length()`.
  record Function(String name) implements Step {}

  /// Whether the step leads to exactly one value.
  default boolean definite() {
    return switch (this) {
      case Names(var names) -> names.size() == 1;
      case Places(var places) -> places.size() == 1;
      case Function _ -> true;
      case Slice _, All _, Deep _, Filter _ -> false;
    };
  }
}
