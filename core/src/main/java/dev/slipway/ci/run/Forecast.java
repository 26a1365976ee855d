package dev.slipway.ci.run;

import dev.slipway.ci.job.JobJson;
import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.plan.DispatchInputs;
import dev.slipway.ci.plan.Event;
import dev.slipway.ci.plan.Triggers;
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
import java.util.stream.Stream;

/// What would run for an event, and why the rest would not: the run is played through the real gate
/// with every job succeeding without outputs.
public final class Forecast {
  private static final JobOutcome SUCCESS =
      new JobOutcome(Conclusion.SUCCESS, Map.of(), List.of(), 0, Optional.empty());

  private Forecast() {}

  /// The forecast as JSON. A path filter is held against the files that the payload's commits name;
  /// where it names none, nobody knows what would change, and the filter passes.
  ///
  /// @throws dev.slipway.ci.plan.InvalidPlanException when a matrix or an input is wrong
  /// @throws dev.slipway.ci.expression.ExpressionException when an expression is
  public static Json.Obj of(Workflow workflow, String source, Event event) {
    var about =
        Json.object()
            .put("workflow", workflow.path())
            .put("name", workflow.displayName())
            .put("event", event.name())
            .put("ref", event.ref());
    return switch (Triggers.match(workflow, event, () -> changedFiles(event))) {
      case Triggers.Match.Ignored(var why) ->
          about.put("starts", false).put("reason", why).put("jobs", Json.Arr.EMPTY).build();
      case Triggers.Match.Starts _ -> {
        var inputs = inputs(workflow, source, event);
        var id = RunFactory.id(Instant.EPOCH, inputs);
        var planned = RunFactory.create(id, 1, workflow, inputs, "forecast", Instant.EPOCH);
        var run = play(planned, new RunMachine(new JobGate(workflow, inputs)));
        yield about
            .put("starts", true)
            .put("title", run.about().title())
            .put("jobs", Json.array(run.jobs().values().stream().map(Forecast::job).toList()))
            .build();
      }
    };
  }

  private static Optional<List<String>> changedFiles(Event event) {
    var files =
        event.payload().array("commits").stream()
            .filter(Json.Obj.class::isInstance)
            .map(Json.Obj.class::cast)
            .flatMap(commit ->
                Stream.of("added", "removed", "modified").flatMap(kind -> texts(commit, kind)))
            .distinct()
            .sorted()
            .toList();
    return files.isEmpty() ? Optional.empty() : Optional.of(files);
  }

  private static Stream<String> texts(Json.Obj commit, String kind) {
    return commit.array(kind).stream()
        .flatMap(item -> item instanceof Json.Str(var text) ? Stream.of(text) : Stream.empty());
  }

  private static RunInputs inputs(Workflow workflow, String source, Event event) {
    var given =
        event.name().equals("workflow_dispatch")
            ? DispatchInputs.check(workflow, dispatch(workflow, event))
            : Json.Obj.EMPTY;
    return new RunInputs(
        workflow.path(), source, event, given, Json.Obj.EMPTY, "file:///", "https://github.com");
  }

  /// A plan of a dispatch is asked for without inputs; required ones get a typical value.
  private static Map<String, String> dispatch(Workflow workflow, Event event) {
    var values = new HashMap<>(JobJson.stringMap(event.payload().object("inputs")));
    for (var trigger : workflow.triggers()) {
      if (trigger instanceof Trigger.WorkflowDispatch(var inputs)) {
        inputs.forEach((name, input) -> {
          if (input.required() && input.defaultValue().isEmpty()) {
            values.putIfAbsent(name, typical(input));
          }
        });
      }
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
    var run = seated(planned.and(List.of(Seats.begin(planned))), machine);
    for (var key : planned.jobs().keySet()) {
      run = machine.apply(run, new RunCommand.Reached(key, 1, key.toString()), Instant.EPOCH);
      run = seated(run, machine);
    }
    for (var next = launched(run); !next.isEmpty(); next = launched(run)) {
      for (var key : next) {
        run = machine.apply(run, new RunCommand.Claim(key, 1, "forecast"), Instant.EPOCH);
        run =
            machine.apply(run, new RunCommand.Complete(key, 1, "forecast", SUCCESS), Instant.EPOCH);
        run = seated(run, machine);
      }
    }
    return run;
  }

  /// Nobody else is in any concurrency group.
  private static Run seated(Run run, RunMachine machine) {
    var next = run;
    while (!next.pending().isEmpty()) {
      var effects = next.pending();
      next = machine.apply(next, new RunCommand.Performed(effects), Instant.EPOCH);
      for (var effect : effects) {
        if (effect instanceof RunEffect.Enter(var member, var group, _)) {
          next = machine.apply(next, new RunCommand.Seated(member, group), Instant.EPOCH);
        }
      }
    }
    return next;
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
    var json =
        Json.object()
            .put("key", job.key().toString())
            .put("job", job.key().job())
            .put("name", job.name())
            .put("needs", Json.strings(job.needs()));
    if (job.key().index().isPresent()) {
      json.put("matrix", job.matrix());
    }
    return json.put("runs", runs).put("reason", reason).build();
  }
}
