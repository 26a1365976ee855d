package dev.slipway.ci.concurrency;

/// How a newcomer meets those who are in its group.
public enum Manner {
  /// Waits; who waited before is cancelled.
  REPLACE,
  /// So, and who runs is cancelled too.
  PREEMPT,
  /// Waits behind the others, as long as there is room.
  LINE_UP
}
