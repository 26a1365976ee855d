package dev.slipway.local.states.engine;

import dev.slipway.local.states.execution.Document;
import dev.slipway.local.states.execution.Ending;
import dev.slipway.local.states.execution.Occurrence.Failure;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.Optional;

/// An execution as DescribeExecution knows it.
///
/// @param number its place in the order of starts
/// @param origin how it came to be
public record Execution(long number, Origin origin, Document input, Instant started, State state) {
  /// How an execution came to be.
  ///
  /// @param machineArn the state machine without a version
  /// @param version the version by which it was started
  /// @param alias the alias by which it was started
  /// @param revision the definition that it runs, as [Definitions] keeps it
  /// @param mapRun the map run of which it is a child
  /// @param items how many items a child was given
  public record Origin(
      String arn,
      String name,
      String machineArn,
      Optional<String> version,
      Optional<String> alias,
      String revision,
      String roleArn,
      Optional<String> mapRun,
      int items) {
    boolean express() {
      return arn.contains(":express:");
    }
  }

  /// How an execution is doing.
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED,
    PENDING_REDRIVE
  }

  /// What changes about an execution.
  public record State(
      Status status,
      Optional<Instant> stopped,
      Optional<Document> output,
      Failure failure,
      int redrives,
      Optional<Instant> redriven) {
    static final State NEW =
        new State(
            Status.RUNNING, Optional.empty(), Optional.empty(), Failure.NONE, 0, Optional.empty());
  }

  public static Execution begun(long number, Origin origin, Document input, Instant now) {
    return new Execution(number, origin, input, now, State.NEW);
  }

  public String arn() {
    return origin.arn();
  }

  public Status status() {
    return state.status();
  }

  public boolean running() {
    return status() == Status.RUNNING;
  }

  String machineName() {
    return origin.machineArn().substring(origin.machineArn().lastIndexOf(':') + 1);
  }

  Execution ended(Ending ending, Instant now) {
    return switch (ending) {
      case Ending.Succeeded(var result) ->
          ended(now, Status.SUCCEEDED, Optional.of(result), Failure.NONE);
      case Ending.Failed(var why) -> ended(now, Status.FAILED, Optional.empty(), why);
      case Ending.TimedOut() -> ended(now, Status.TIMED_OUT, Optional.empty(), Failure.NONE);
      case Ending.Aborted(var why) -> ended(now, Status.ABORTED, Optional.empty(), why);
    };
  }

  private Execution ended(Instant now, Status how, Optional<Document> result, Failure why) {
    return with(new State(how, Optional.of(now), result, why, state.redrives(), state.redriven()));
  }

  Execution redriven(Instant now) {
    return with(
        new State(
            Status.RUNNING,
            Optional.empty(),
            Optional.empty(),
            Failure.NONE,
            state.redrives() + 1,
            Optional.of(now)));
  }

  private Execution with(State other) {
    return new Execution(number, origin, input, started, other);
  }

  Json.Obj json() {
    var json =
        Json.object()
            .put("arn", origin.arn())
            .put("name", origin.name())
            .put("machineArn", origin.machineArn())
            .put("version", origin.version())
            .put("alias", origin.alias())
            .put("revision", origin.revision())
            .put("roleArn", origin.roleArn())
            .put("mapRun", origin.mapRun())
            .put("items", origin.items())
            .put("input", input.text())
            .put("started", (double) started.toEpochMilli())
            .put("status", status().name())
            .put("error", state.failure().error())
            .put("cause", state.failure().cause())
            .put("redrives", state.redrives());
    state.stopped().ifPresent(at -> json.put("stopped", (double) at.toEpochMilli()));
    state.redriven().ifPresent(at -> json.put("redriven", (double) at.toEpochMilli()));
    state.output().ifPresent(document -> json.put("output", document.text()));
    return json.build();
  }

  static Execution from(long number, Json.Obj json) {
    var origin =
        new Origin(
            json.requireString("arn"),
            json.requireString("name"),
            json.requireString("machineArn"),
            json.string("version"),
            json.string("alias"),
            json.requireString("revision"),
            json.requireString("roleArn"),
            json.string("mapRun"),
            (int) json.requireNumber("items"));
    var state =
        new State(
            Status.valueOf(json.requireString("status")),
            instant(json, "stopped"),
            json.string("output").map(Document::of),
            new Failure(json.requireString("error"), json.requireString("cause")),
            (int) json.requireNumber("redrives"),
            instant(json, "redriven"));
    return new Execution(
        number,
        origin,
        Document.of(json.requireString("input")),
        Instant.ofEpochMilli((long) json.requireNumber("started")),
        state);
  }

  private static Optional<Instant> instant(Json.Obj json, String name) {
    return json.number(name).map(millis -> Instant.ofEpochMilli(millis.longValue()));
  }
}
