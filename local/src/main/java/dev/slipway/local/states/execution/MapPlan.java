package dev.slipway.local.states.execution;

import dev.slipway.model.Json;
import java.util.Optional;

/// A distributed Map, with all fields computed that are the same for every item.
///
/// @param arn the map run's
/// @param items the array; empty when a reader brings it
/// @param reader the reader's arguments
/// @param batch what each batch gets beside its items
/// @param writer where results go
public record MapPlan(
    String arn,
    Optional<Json.Arr> items,
    Optional<Json> reader,
    Optional<Long> maxItems,
    long concurrency,
    Tolerance tolerance,
    Optional<Batches> batch,
    Optional<Json> writer) {
  /// How many items may fail.
  public record Tolerance(long count, double percentage) {
    public boolean allows(long failed, long total) {
      return failed <= count || (percentage > 0 && failed * 100.0 <= percentage * total);
    }
  }

  /// How items are put together.
  public record Batches(Optional<Long> maxItems, Optional<Long> maxBytes, Optional<Json> input) {}
}
