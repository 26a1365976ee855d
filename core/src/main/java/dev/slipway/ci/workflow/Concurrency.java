package dev.slipway.ci.workflow;

import java.util.Optional;

/// `concurrency`: of one group, one runs at a time.
///
/// @param group may compute to a mapping with all of this
/// @param cancelInProgress absent means false
public record Concurrency(
    Position at, Template group, Optional<Template> cancelInProgress, Queue queue) {
  /// Who may wait while one runs.
  public enum Queue {
    /// One; the next to come replaces it.
    SINGLE,
    /// Up to a hundred, in order.
    MAX
  }
}
