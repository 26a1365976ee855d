package dev.slipway.local.tables.expression;

import dev.slipway.local.tables.expression.Condition.Comparator;
import dev.slipway.local.tables.expression.KeyCondition.Range;
import dev.slipway.local.tables.value.InvalidException;
import java.util.Map;
import java.util.Optional;

/// The conditions of a query by the names of the attributes that they are about.
public record KeyConditions(Map<String, Range> byName) {
  public KeyConditions {
    byName = Map.copyOf(byName);
  }

  /// What they say of the keys of a table or index: equality for the partition key, and at most one
  /// comparison for the sort key.
  ///
  /// @throws InvalidException when they are about something else
  public KeyCondition of(String hash, Optional<String> range) {
    var partition = byName.get(hash);
    if (partition == null) {
      throw missed(hash);
    }
    if (!(partition instanceof Range.Compare(var comparator, var value))
        || comparator != Comparator.EQUAL) {
      throw unsupported();
    }
    if (byName.size() == 1) {
      return new KeyCondition(value, Optional.empty());
    }
    var name = range.orElseThrow(KeyConditions::unsupported);
    var sort = byName.get(name);
    if (sort == null) {
      throw missed(name);
    }
    return new KeyCondition(value, Optional.of(sort));
  }

  private static InvalidException unsupported() {
    return new InvalidException("Query key condition not supported");
  }

  private static InvalidException missed(String key) {
    return new InvalidException("Query condition missed key schema element: " + key);
  }
}
