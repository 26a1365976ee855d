package dev.slipway.access;

/// What a caller must be allowed. Every route names one; there is no route without.
public enum Permission {
  /// Anyone, without a token.
  NOTHING,
  READ_RUNS,
  /// Re-run and cancel.
  OPERATE_RUNS,
  READ_DELIVERIES,
  /// Put dead letters back.
  OPERATE_DELIVERIES,
  READ_REPOSITORIES,
  /// Connect and disconnect.
  MANAGE_REPOSITORIES,
  /// Start a workflow by hand.
  DISPATCH
}
