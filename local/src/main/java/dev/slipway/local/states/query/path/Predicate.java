package dev.slipway.local.states.query.path;

import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a filter asks of each value.
sealed interface Predicate {
  boolean holds(Json current, Json root);

  record And(Predicate left, Predicate right) implements Predicate {
    @Override
    public boolean holds(Json current, Json root) {
      return left.holds(current, root) && right.holds(current, root);
    }
  }

  record Or(Predicate left, Predicate right) implements Predicate {
    @Override
    public boolean holds(Json current, Json root) {
      return left.holds(current, root) || right.holds(current, root);
    }
  }

  record Not(Predicate inner) implements Predicate {
    @Override
    public boolean holds(Json current, Json root) {
      return !inner.holds(current, root);
    }
  }

  /// Whether a path leads anywhere.
  record Exists(Operand operand) implements Predicate {
    @Override
    public boolean holds(Json current, Json root) {
      return operand.value(current, root).isPresent();
    }
  }

  record Compare(Operand left, String operator, Operand right) implements Predicate {
    @Override
    public boolean holds(Json current, Json root) {
      var one = left.value(current, root);
      var other = right.value(current, root);
      return switch (operator) {
        case "==" -> one.isPresent() && one.equals(other);
        case "!=" -> !one.equals(other);
        case "<" -> order(one, other).filter(o -> o < 0).isPresent();
        case "<=" -> order(one, other).filter(o -> o <= 0).isPresent();
        case ">" -> order(one, other).filter(o -> o > 0).isPresent();
        case ">=" -> order(one, other).filter(o -> o >= 0).isPresent();
        case "in" -> one.isPresent() && items(other).contains(one.get());
        case "nin" -> one.isPresent() && !items(other).contains(one.get());
        case String unknown -> throw new IllegalStateException(unknown);
      };
    }

    private static Optional<Integer> order(Optional<Json> one, Optional<Json> other) {
      if (one.isPresent() && other.isPresent()) {
        if (one.get() instanceof Json.Num(var a) && other.get() instanceof Json.Num(var b)) {
          return Optional.of(Double.compare(a, b));
        }
        if (one.get() instanceof Json.Str(var a) && other.get() instanceof Json.Str(var b)) {
          return Optional.of(a.compareTo(b));
        }
      }
      return Optional.empty();
    }

    private static List<Json> items(Optional<Json> value) {
      return value.isPresent() && value.get() instanceof Json.Arr(var items) ? items : List.of();
    }
  }

  record Matches(Operand operand, Pattern pattern) implements Predicate {
    @Override
    public boolean holds(Json current, Json root) {
      return operand.value(current, root).orElse(Json.Null.INSTANCE) instanceof Json.Str(var text)
          && pattern.matcher(text).matches();
    }
  }

  /// A side of a comparison.
  sealed interface Operand {
    Optional<Json> value(Json current, Json root);

    record Literal(Json json) implements Operand {
      @Override
      public Optional<Json> value(Json current, Json root) {
        return Optional.of(json);
      }
    }

    /// `@.price`
    record FromCurrent(JsonPath path) implements Operand {
      @Override
      public Optional<Json> value(Json current, Json root) {
        return path.find(current, root);
      }
    }

    /// `$.limit`
    record FromRoot(JsonPath path) implements Operand {
      @Override
      public Optional<Json> value(Json current, Json root) {
        return path.find(root, root);
      }
    }
  }
}
