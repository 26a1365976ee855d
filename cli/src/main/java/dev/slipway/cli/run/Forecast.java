package dev.slipway.cli.run;

import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.plan.Event;
import dev.slipway.ci.plan.Triggers;
import dev.slipway.ci.run.JobGate;
import dev.slipway.ci.run.JobState;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.ci.run.RunJob;
import dev.slipway.ci.run.RunMachine;
import dev.slipway.ci.workflow.Trigger;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What would run for an event, and why the rest would not: the run is played through the real gate
/// with every job succeeding without outputs.
public final class Forecast {
  private static final JobOutcome SUCCESS =
      new JobOutcome(Conclusion.SUCCESS, Map.of(), List.of(), 0, Optional.empty());

  private Forecast() {}

  /// The forecast as JSON.
  ///
  /// @throws dev.slipway.cli.Refusal when the matrix cannot be computed
  public static Json.Obj of(Workflow workflow, String source, Event event) {
    var about =
        Json.object()
            .put("workflow", workflow.path())
            .put("name", workflow.displayName())
            .put("event", event.name())
            .put("ref", event.ref());
    return switch (Triggers.match(workflow, event, Optional::empty)) {
      case Triggers.Match.Ignored(var why) ->
          about.put("starts", false).put("reason", why).put("jobs", Json.Arr.EMPTY).build();
      case Triggers.Match.Starts _ -> {
        var planned =
            Planning.plan(
                workflow, source, event, defaults(workflow, event), Json.Obj.EMPTY, Instant.EPOCH);
        var run = play(planned.run(), new RunMachine(new JobGate(workflow, planned.inputs())));
        yield about
            .put("starts", true)
            .put("title", run.about().title())
            .put("jobs", Json.array(run.jobs().values().stream().map(Forecast::job).toList()))
            .build();
      }
    };
  }

  /// A plan of a dispatch is asked for without inputs; required ones get a typical value.
  private static Map<String, String> defaults(Workflow workflow, Event event) {
    var values = new HashMap<String, String>();
    if (event.name().equals("workflow_dispatch")) {
      workflow
          .triggers()
          .forEach(trigger -> {
            if (trigger instanceof Trigger.WorkflowDispatch(var inputs)) {
              inputs.forEach((name, input) -> {
                var given = event.payload().object("inputs").get(name).isPresent();
                if (!given && input.required() && input.defaultValue().isEmpty()) {
                  values.put(name, typical(input));
                }
              });
            }
          });
    }
    return values;
  }

  private static String typical(Trigger.Input input) {
    return switch (input.type()) {
      case STRING, ENVIRONMENT -> "value";
      case BOOLEAN -> "false";
      case NUMBER -> "0";
      case CHOICE -> input.options().isEmpty() ? "" : input.options().getFirst();
    };
  }

  private static Run play(Run planned, RunMachine machine) {
    var run = planned;
    for (var key : planned.jobs().keySet()) {
      run = machine.apply(run, new RunCommand.Reached(key, 1, key.toString()), Instant.EPOCH);
    }
    for (var next = launched(run); !next.isEmpty(); next = launched(run)) {
      for (var key : next) {
        run = machine.apply(run, new RunCommand.Claim(key, 1, "forecast"), Instant.EPOCH);
        run =
            machine.apply(run, new RunCommand.Complete(key, 1, "forecast", SUCCESS), Instant.EPOCH);
      }
    }
    return run;
  }

  private static List<JobKey> launched(Run run) {
    var keys = new ArrayList<JobKey>();
    for (var job : run.jobs().values()) {
      if (job.state() instanceof JobState.Launched) {
        keys.add(job.key());
      }
    }
    return keys;
  }

  private static Json.Obj job(RunJob job) {
    var runs = job.conclusion().filter(Conclusion.SUCCESS::equals).isPresent();
    var reason =
        job.state() instanceof JobState.Finished finished
            ? finished.reason()
            : Optional.<String>empty();
    return Json.object()
        .put("key", job.key().toString())
        .put("job", job.key().job())
        .put("name", job.name())
        .put("needs", Json.strings(job.needs()))
        .put("matrix", job.matrix())
        .put("runs", runs)
        .put("reason", reason)
        .build();
  }
}
