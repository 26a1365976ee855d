package dev.slipway.local.states.execution;

import dev.slipway.local.states.execution.Occurrence.Failure;

/// How an execution ended.
public sealed interface Ending {
  record Succeeded(Document output) implements Ending {}

  record Failed(Failure failure) implements Ending {}

  record TimedOut() implements Ending {}

  record Aborted(Failure failure) implements Ending {}
}
