package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.BinSet;
import dev.slipway.local.tables.value.AttributeValue.Num;
import dev.slipway.local.tables.value.AttributeValue.NumSet;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import dev.slipway.local.tables.value.AttributeValue.StrSet;
import dev.slipway.local.tables.value.Numbers;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// One thing that an update does to one path.
public sealed interface Action {
  Path path();

  record Put(Path path, Term term) implements Action {}

  record Remove(Path path) implements Action {}

  /// Adds to a number or to a set; makes it where there is none.
  record Add(Path path, AttributeValue value) implements Action {}

  /// Takes members out of a set.
  record Delete(Path path, AttributeValue value) implements Action {}

  /// What stands at the path afterwards; nothing where it is removed.
  ///
  /// @throws dev.slipway.local.tables.value.InvalidException when the types do not fit
  default Optional<AttributeValue> result(Obj item) {
    return switch (this) {
      case Put(_, var term) -> Optional.of(term.in(item));
      case Remove _ -> Optional.empty();
      case Add(var path, var value) ->
          Optional.of(path.in(item).map(old -> add(old, value)).orElse(value));
      case Delete(var path, var value) -> path.in(item).flatMap(old -> without(old, value));
    };
  }

  private static AttributeValue add(AttributeValue old, AttributeValue more) {
    if (old instanceof Num a && more instanceof Num b) {
      return Numbers.plus(a, b);
    }
    if (old instanceof StrSet(var a) && more instanceof StrSet(var b)) {
      return new StrSet(union(a, b));
    }
    if (old instanceof NumSet(var a) && more instanceof NumSet(var b)) {
      return new NumSet(union(a, b));
    }
    if (old instanceof BinSet(var a) && more instanceof BinSet(var b)) {
      return new BinSet(union(a, b));
    }
    throw Term.wrongType();
  }

  private static <T> Set<T> union(Set<T> a, Set<T> b) {
    var union = new LinkedHashSet<>(a);
    union.addAll(b);
    return union;
  }

  /// A set that becomes empty is removed.
  private static Optional<AttributeValue> without(AttributeValue old, AttributeValue less) {
    if (old instanceof StrSet(var a) && less instanceof StrSet(var b)) {
      return Optional.of(difference(a, b)).filter(rest -> !rest.isEmpty()).map(StrSet::new);
    }
    if (old instanceof NumSet(var a) && less instanceof NumSet(var b)) {
      return Optional.of(difference(a, b)).filter(rest -> !rest.isEmpty()).map(NumSet::new);
    }
    if (old instanceof BinSet(var a) && less instanceof BinSet(var b)) {
      return Optional.of(difference(a, b)).filter(rest -> !rest.isEmpty()).map(BinSet::new);
    }
    throw Term.wrongType();
  }

  private static <T> Set<T> difference(Set<T> a, Set<T> b) {
    var rest = new LinkedHashSet<>(a);
    rest.removeAll(b);
    return rest;
  }
}
