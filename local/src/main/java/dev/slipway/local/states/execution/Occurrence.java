package dev.slipway.local.states.execution;

/// Something that happened to an execution.
public sealed interface Occurrence {
  /// It may go on: it was started, or paused only to share the machine with others.
  record Continued() implements Occurrence {}

  record Rang(Alarm alarm) implements Occurrence {}

  /// The call of a task was answered.
  record Answered(int scope, int generation, Outcome outcome) implements Occurrence {}

  /// A service took the work of a task over; its end comes later.
  record Submitted(int scope, int generation, Document output) implements Occurrence {}

  /// A map run has ended.
  record Mapped(int scope, int generation, Outcome outcome) implements Occurrence {}

  /// A worker took the task of an activity.
  record Taken(int scope, int generation, String worker) implements Occurrence {}

  /// Somebody who has a task's token told its result.
  record Told(int scope, int generation, Outcome outcome) implements Occurrence {}

  /// Somebody who has a task's token said that the task lives.
  record Beat(int scope, int generation) implements Occurrence {}

  /// Somebody stopped the execution.
  record Stopped(Failure failure) implements Occurrence {}

  /// Somebody lets an execution that failed try again where it failed.
  record Redriven(int count) implements Occurrence {}

  /// How a task ended.
  sealed interface Outcome {}

  record Success(Document output) implements Outcome {}

  /// An error by name, and why; either may be empty.
  record Failure(String error, String cause) implements Outcome {
    public static final Failure NONE = new Failure("", "");
  }
}
