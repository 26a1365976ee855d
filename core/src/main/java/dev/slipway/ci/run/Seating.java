package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.Manner;
import dev.slipway.ci.concurrency.Seat;
import dev.slipway.ci.expression.Contexts;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.workflow.Concurrency;
import dev.slipway.ci.workflow.Concurrency.Queue;
import dev.slipway.ci.workflow.Template;
import dev.slipway.model.Json;
import java.util.Optional;

/// Computes which place a `concurrency` asks for.
final class Seating {
  private static final int MAX_GROUP = 400;

  private Seating() {}

  /// @throws InvalidPlanException when what it computes to is no group
  /// @throws dev.slipway.ci.expression.ExpressionException when it cannot be computed
  static Seat of(Concurrency concurrency, Contexts contexts) {
    return switch (Templates.evaluate(concurrency.group().text(), contexts)) {
      case Json.Obj whole -> computed(whole);
      case Json name -> written(concurrency, Templates.text(name), contexts);
    };
  }

  private static Seat written(Concurrency concurrency, String name, Contexts contexts) {
    return seat(
        name,
        concurrency.queue(),
        concurrency
            .cancelInProgress()
            .map(Template::text)
            .filter(text -> isTrue(Templates.evaluate(text, contexts)))
            .isPresent());
  }

  /// `concurrency: ${{ fromJSON(…) }}` may be the whole mapping.
  private static Seat computed(Json.Obj whole) {
    return seat(
        whole.get("group").map(Templates::text).orElse(""),
        whole.string("queue").filter("max"::equals).map(_ -> Queue.MAX).orElse(Queue.SINGLE),
        whole.get("cancel-in-progress").filter(Seating::isTrue).isPresent());
  }

  private static boolean isTrue(Json value) {
    return Templates.text(value).equalsIgnoreCase("true");
  }

  private static Seat seat(String name, Queue queue, boolean cancelInProgress) {
    if (name.isEmpty()) {
      throw new InvalidPlanException("Concurrency group name cannot be empty");
    }
    if (name.length() > MAX_GROUP) {
      throw new InvalidPlanException(
          "Concurrency group name must be less than %d characters".formatted(MAX_GROUP));
    }
    return Seat.asked(
        name,
        switch (queue) {
          case SINGLE -> cancelInProgress ? Manner.PREEMPT : Manner.REPLACE;
          case MAX -> {
            if (cancelInProgress) {
              throw new InvalidPlanException(
                  "'queue: max' cannot be used with 'cancel-in-progress: true'");
            }
            yield Manner.LINE_UP;
          }
        });
  }

  /// Where a workflow's own group is also a job's, the job would wait for its run and the run for
  /// its job.
  static Optional<String> deadlock(Run run, RunJob job, Seat seat) {
    return run.seat()
        .filter(own -> own.group().equalsIgnoreCase(seat.group()))
        .map(own ->
            ("Canceling since a deadlock was detected for concurrency group: '%s' between a top"
                    + " level workflow and '%s'")
                .formatted(own.group(), job.name()));
  }
}
