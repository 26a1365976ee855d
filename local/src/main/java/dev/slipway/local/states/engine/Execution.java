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
/// @param revision the definition that it runs, as [Definitions] keeps it
/// @param version the version or alias by which it was started
public record Execution(
    long number,
    String arn,
    String name,
    String machineArn,
    Optional<String> version,
    Optional<String> alias,
    String revision,
    String roleArn,
    Document input,
    Instant started,
    Optional<Instant> stopped,
    Status status,
    Optional<Document> output,
    Failure failure) {
  static final Failure NO_FAILURE = new Failure("", "");

  /// How an execution is doing.
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED,
    PENDING_REDRIVE
  }

  public boolean running() {
    return status == Status.RUNNING;
  }

  String machineName() {
    return machineArn.substring(machineArn.lastIndexOf(':') + 1);
  }

  Execution ended(Ending ending, Instant now) {
    return switch (ending) {
      case Ending.Succeeded(var result) ->
          ended(now, Status.SUCCEEDED, Optional.of(result), NO_FAILURE);
      case Ending.Failed(var why) -> ended(now, Status.FAILED, Optional.empty(), why);
      case Ending.TimedOut(var why) -> ended(now, Status.TIMED_OUT, Optional.empty(), why);
      case Ending.Aborted(var why) -> ended(now, Status.ABORTED, Optional.empty(), why);
    };
  }

  private Execution ended(Instant now, Status how, Optional<Document> result, Failure why) {
    return new Execution(
        number,
        arn,
        name,
        machineArn,
        version,
        alias,
        revision,
        roleArn,
        input,
        started,
        Optional.of(now),
        how,
        result,
        why);
  }

  Json.Obj json() {
    var json =
        Json.object()
            .put("arn", arn)
            .put("name", name)
            .put("machineArn", machineArn)
            .put("version", version)
            .put("alias", alias)
            .put("revision", revision)
            .put("roleArn", roleArn)
            .put("input", input.text())
            .put("started", (double) started.toEpochMilli())
            .put("status", status.name());
    stopped.ifPresent(at -> json.put("stopped", (double) at.toEpochMilli()));
    output.ifPresent(document -> json.put("output", document.text()));
    return json.put("error", failure.error()).put("cause", failure.cause()).build();
  }

  static Execution from(long number, Json.Obj json) {
    return new Execution(
        number,
        json.requireString("arn"),
        json.requireString("name"),
        json.requireString("machineArn"),
        json.string("version"),
        json.string("alias"),
        json.requireString("revision"),
        json.requireString("roleArn"),
        Document.of(json.requireString("input")),
        Instant.ofEpochMilli((long) json.requireNumber("started")),
        json.number("stopped").map(millis -> Instant.ofEpochMilli(millis.longValue())),
        Status.valueOf(json.requireString("status")),
        json.string("output").map(Document::of),
        new Failure(json.requireString("error"), json.requireString("cause")));
  }
}
