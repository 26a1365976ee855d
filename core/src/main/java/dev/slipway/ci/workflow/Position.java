package dev.slipway.ci.workflow;

/// A place in a workflow file; line and column count from 1.
public record Position(int line, int column) {
  public static final Position START = new Position(1, 1);
}
