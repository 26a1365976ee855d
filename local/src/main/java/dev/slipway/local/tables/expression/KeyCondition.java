package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.expression.Condition.Comparator;
import dev.slipway.local.tables.value.AttributeValue;
import java.util.Optional;

/// What a query asks of keys: one partition, and a range of its sort keys.
public record KeyCondition(AttributeValue hash, Optional<Range> range) {
  /// Which sort keys.
  public sealed interface Range {
    record Compare(Comparator comparator, AttributeValue value) implements Range {}

    record Between(AttributeValue low, AttributeValue high) implements Range {}

    record BeginsWith(AttributeValue prefix) implements Range {}
  }
}
