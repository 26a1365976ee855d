package dev.slipway.local.states.engine;

import dev.slipway.local.states.execution.MapPlan.Tolerance;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.Optional;

/// A distributed Map under way.
///
/// @param number its place in the order of starts
/// @param parent the execution that waits for it
/// @param concurrency how many children at once; 0 means as many as there may be
/// @param next how many children were started
public record MapRun(
    long number,
    String arn,
    Parent parent,
    Status status,
    Instant started,
    Optional<Instant> stopped,
    long concurrency,
    Tolerance tolerance,
    int next,
    Counts children,
    Counts items) {
  /// Who waits for a map run.
  public record Parent(long execution, int scope, int generation) {}

  /// How a map run is doing.
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    ABORTED
  }

  /// How many of something are in which state.
  public record Counts(
      int total, int running, int succeeded, int failed, int timedOut, int aborted, int written) {
    static Counts of(int total) {
      return new Counts(total, 0, 0, 0, 0, 0, 0);
    }

    public int pending() {
      return total - running - ended();
    }

    int ended() {
      return succeeded + failed + timedOut + aborted;
    }

    int unsuccessful() {
      return failed + timedOut + aborted;
    }

    Counts begun(int more) {
      return new Counts(total, running + more, succeeded, failed, timedOut, aborted, written);
    }

    Counts ended(Execution.Status how, int some) {
      return switch (how) {
        case SUCCEEDED ->
            new Counts(total, running - some, succeeded + some, failed, timedOut, aborted, written);
        case FAILED, PENDING_REDRIVE ->
            new Counts(total, running - some, succeeded, failed + some, timedOut, aborted, written);
        case TIMED_OUT ->
            new Counts(total, running - some, succeeded, failed, timedOut + some, aborted, written);
        case ABORTED ->
            new Counts(total, running - some, succeeded, failed, timedOut, aborted + some, written);
        case RUNNING -> this;
      };
    }

    /// All results are where they belong; what never began is aborted.
    Counts closed() {
      return new Counts(total, running, succeeded, failed, timedOut, aborted + pending(), ended());
    }

    public Json.Obj json() {
      return Json.object()
          .put("total", total)
          .put("pending", pending())
          .put("running", running)
          .put("succeeded", succeeded)
          .put("failed", failed)
          .put("timedOut", timedOut)
          .put("aborted", aborted)
          .put("resultsWritten", written)
          .build();
    }

    static Counts from(Json.Obj json) {
      return new Counts(
          Codec.whole(json, "total"),
          Codec.whole(json, "running"),
          Codec.whole(json, "succeeded"),
          Codec.whole(json, "failed"),
          Codec.whole(json, "timedOut"),
          Codec.whole(json, "aborted"),
          Codec.whole(json, "resultsWritten"));
    }
  }

  MapRun begun(int upTo, int moreItems) {
    return new MapRun(
        number,
        arn,
        parent,
        status,
        started,
        stopped,
        concurrency,
        tolerance,
        upTo,
        children.begun(upTo - next),
        items.begun(moreItems));
  }

  MapRun childEnded(Execution child) {
    return new MapRun(
        number,
        arn,
        parent,
        status,
        started,
        stopped,
        concurrency,
        tolerance,
        next,
        children.ended(child.status(), 1),
        items.ended(child.status(), child.origin().items()));
  }

  MapRun ended(Status how, Instant now) {
    return new MapRun(
        number,
        arn,
        parent,
        how,
        started,
        Optional.of(now),
        concurrency,
        tolerance,
        next,
        children.closed(),
        items.closed());
  }

  public MapRun limited(long newConcurrency, Tolerance newTolerance) {
    return new MapRun(
        number,
        arn,
        parent,
        status,
        started,
        stopped,
        newConcurrency,
        newTolerance,
        next,
        children,
        items);
  }

  boolean running() {
    return status == Status.RUNNING;
  }

  boolean allEnded() {
    return children.ended() == children.total();
  }

  boolean intolerable() {
    return !tolerance.allows(items.unsuccessful(), items.total());
  }

  Json.Obj json() {
    var json =
        Json.object()
            .put("arn", arn)
            .put("execution", (double) parent.execution())
            .put("scope", parent.scope())
            .put("generation", parent.generation())
            .put("status", status.name())
            .put("started", (double) started.toEpochMilli())
            .put("concurrency", (double) concurrency)
            .put("count", (double) tolerance.count())
            .put("percentage", tolerance.percentage())
            .put("next", next)
            .put("children", children.json())
            .put("items", items.json());
    stopped.ifPresent(at -> json.put("stopped", (double) at.toEpochMilli()));
    return json.build();
  }

  static MapRun from(long number, Json.Obj json) {
    return new MapRun(
        number,
        json.requireString("arn"),
        new Parent(
            (long) json.requireNumber("execution"),
            Codec.whole(json, "scope"),
            Codec.whole(json, "generation")),
        Status.valueOf(json.requireString("status")),
        Instant.ofEpochMilli((long) json.requireNumber("started")),
        json.number("stopped").map(millis -> Instant.ofEpochMilli(millis.longValue())),
        (long) json.requireNumber("concurrency"),
        new Tolerance((long) json.requireNumber("count"), json.requireNumber("percentage")),
        Codec.whole(json, "next"),
        Counts.from(json.object("children")),
        Counts.from(json.object("items")));
  }
}
