package dev.slipway.cli.run;

import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.plan.DispatchInputs;
import dev.slipway.ci.plan.Event;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunFactory;
import dev.slipway.ci.run.RunInputs;
import dev.slipway.ci.workflow.Trigger;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.cli.Refusal;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes runs of workflow files here, as the platform's planner does there.
public final class Planning {
  private Planning() {}

  /// A run with what it was made from.
  public record Planned(Run run, RunInputs inputs, Workflow workflow) {}

  /// Plans a run.
  ///
  /// @param called the texts of the workflows that it calls
  /// @param given inputs of a dispatch
  /// @throws Refusal when an input is wrong or the matrix cannot be computed
  public static Planned plan(
      Workflow workflow,
      String source,
      Map<String, String> called,
      Event event,
      Map<String, String> given,
      Json.Obj vars,
      Instant now) {
    try {
      var inputs =
          new RunInputs(
              workflow.path(),
              source,
              called,
              event,
              inputs(workflow, event, given),
              vars,
              "file:///",
              "https://github.com");
      var run = RunFactory.create(RunFactory.id(now, inputs), 1, workflow, inputs, "local", now);
      return new Planned(run, inputs, workflow);
    } catch (InvalidPlanException | ExpressionException e) {
      throw Refusal.invalid("%s: %s".formatted(workflow.path(), e.getMessage()));
    }
  }

  private static Json.Obj inputs(Workflow workflow, Event event, Map<String, String> given) {
    if (!event.name().equals("workflow_dispatch")) {
      if (!given.isEmpty()) {
        throw Refusal.invalid("--input goes with --event workflow_dispatch, not " + event.name());
      }
      return Json.Obj.EMPTY;
    }
    var all = new LinkedHashMap<>(JobJson.stringMap(event.payload().object("inputs")));
    all.putAll(given);
    return DispatchInputs.check(workflow, all);
  }

  /// Events that a workflow names, in its order.
  public static List<String> events(Workflow workflow) {
    return workflow.triggers().stream().map(Trigger::event).toList();
  }

  /// The event to try a named file with: the user's, else push where the file has it, else its
  /// first.
  ///
  /// @throws Refusal when the file is not started by the user's event
  public static String event(
      Workflow workflow, Optional<String> wanted, Map<String, String> inputs) {
    var own = events(workflow);
    if (wanted.isEmpty()) {
      var usual = !inputs.isEmpty() ? "workflow_dispatch" : "push";
      return own.contains(usual) || own.isEmpty() ? usual : own.getFirst();
    }
    if (!own.contains(wanted.get())) {
      throw Refusal.invalid(
          "%s is not started by %s, only by %s"
              .formatted(workflow.path(), wanted.get(), String.join(", ", own)));
    }
    return wanted.get();
  }
}
