package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.value.AttributeValue;
import dev.slipway.local.tables.value.AttributeValue.Obj;
import java.util.Optional;

/// What a condition compares.
public sealed interface Operand {
  record Attribute(Path path) implements Operand {}

  record Literal(String placeholder, AttributeValue value) implements Operand {}

  /// `size(path)`
  record Size(Operand of) implements Operand {}

  /// The value in that item; nothing where the item has none.
  default Optional<AttributeValue> in(Obj item) {
    return switch (this) {
      case Attribute(var path) -> path.in(item);
      case Literal(_, var value) -> Optional.of(value);
      case Size(var of) -> of.in(item).flatMap(Functions::size);
    };
  }
}
