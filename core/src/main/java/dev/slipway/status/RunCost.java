package dev.slipway.status;

import dev.slipway.ci.run.JobState;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunJob;
import dev.slipway.model.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a run costs on AWS, estimated from what it did, at the list prices of us-east-1, without
/// any free tier. Pure.
///
/// Counted: the transitions of its state machine, the calls of functions and the time they take,
/// the build minutes. Left out, because together they are below a hundredth of a cent: table
/// requests, queue messages, objects.
public final class RunCost {
  /// Per state transition of a standard workflow.
  static final BigDecimal TRANSITION = new BigDecimal("0.000025");

  /// Per call of a function.
  static final BigDecimal CALL = new BigDecimal("0.0000002");

  /// Per GB-second of a function on arm64.
  static final BigDecimal GB_SECOND = new BigDecimal("0.0000133334");

  /// Per minute of `general1.small` on Linux.
  static final BigDecimal BUILD_MINUTE = new BigDecimal("0.005");

  /// A call takes about this much: 100 ms of half a GB.
  private static final BigDecimal GB_SECONDS_PER_CALL = new BigDecimal("0.05");

  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private RunCost() {}

  /// The bill of a run's present attempt.
  ///
  /// @param definition the state machine that runs it
  public static Json.Obj estimate(Run run, Json.Obj definition, Instant now) {
    var lines = new ArrayList<Line>();
    lines.add(
        new Line(
            "AWS Step Functions",
            BigDecimal.valueOf(Transitions.of(run, definition)),
            "state transitions",
            TRANSITION));
    var calls = BigDecimal.valueOf(calls(run, now));
    lines.add(new Line("AWS Lambda", calls, "calls", CALL));
    lines.add(new Line("AWS Lambda", calls.multiply(GB_SECONDS_PER_CALL), "GB-seconds", GB_SECOND));
    lines.add(
        new Line("AWS CodeBuild", BigDecimal.valueOf(minutes(run, now)), "minutes", BUILD_MINUTE));
    return document(lines);
  }

  /// A line of a bill.
  ///
  /// @param price for one unit, in US dollars
  public record Line(String service, BigDecimal quantity, String unit, BigDecimal price) {
    BigDecimal amount() {
      return quantity.multiply(price);
    }
  }

  /// A bill as `docs/openapi.yaml` describes it.
  public static Json.Obj document(List<Line> lines) {
    var total = lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    return Json.object()
        .put("currency", "USD")
        .put("total", total.doubleValue())
        .put("lines", Json.array(lines.stream().map(RunCost::document).toList()))
        .build();
  }

  private static Json.Obj document(Line line) {
    return Json.object()
        .put("service", line.service())
        .put("quantity", line.quantity().doubleValue())
        .put("unit", line.unit())
        .put("amount", line.amount().doubleValue())
        .build();
  }

  /// Webhook, planning and finish; each job reaches the gate, and one that runs is claimed, told of
  /// now and then, and completed.
  private static long calls(Run run, Instant now) {
    var calls = 3L;
    for (var job : ofThisAttempt(run)) {
      calls += job.state() instanceof JobState.Planned ? 0 : 1;
      var ran = ran(job, now);
      if (!ran.isZero()) {
        calls += 2 + ran.dividedBy(HEARTBEAT);
      }
    }
    return calls;
  }

  /// A build is paid by the minute that it began.
  private static long minutes(Run run, Instant now) {
    var minutes = 0L;
    for (var job : ofThisAttempt(run)) {
      minutes += ran(job, now).plus(Duration.ofMinutes(1).minusNanos(1)).toMinutes();
    }
    return minutes;
  }

  private static List<RunJob> ofThisAttempt(Run run) {
    return run.jobs().values().stream().filter(job -> job.attempt() == run.attempt()).toList();
  }

  private static Duration ran(RunJob job, Instant now) {
    return switch (job.state()) {
      case JobState.Running running -> between(running.startedAt(), now);
      case JobState.Finished finished ->
          finished
              .startedAt()
              .map(start -> between(start, finished.completedAt()))
              .orElse(Duration.ZERO);
      case JobState.Planned _, JobState.Waiting _, JobState.Launched _ -> Duration.ZERO;
    };
  }

  /// At least a moment: what began is paid.
  private static Duration between(Instant from, Instant to) {
    return to.isAfter(from) ? Duration.between(from, to) : Duration.ofNanos(1);
  }
}
