package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.Seat;
import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.workflow.Concurrency;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.JobPlace;
import dev.slipway.ci.workflow.Strategy;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.ci.workflow.WorkflowTree;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Decides what a job may do now: the gate before every job. Pure, and never fails: a setting that
/// cannot be computed fails the job, with its place and reason.
public final class JobGate {
  private final RunInputs inputs;
  private final JobScopes scopes;

  /// @param inputs with the texts of the workflows that it calls
  public JobGate(Workflow workflow, RunInputs inputs) {
    this(workflow, inputs, JobScopes.Sight.REAL);
  }

  JobGate(Workflow workflow, RunInputs inputs, JobScopes.Sight sight) {
    this.inputs = inputs;
    this.scopes = new JobScopes(WorkflowTree.of(workflow, inputs.called()), inputs, sight);
  }

  /// What the gate says.
  public sealed interface Decision {
    /// Its needs are not over, or its matrix has enough running.
    record Wait(String reason) implements Decision {}

    /// It may run as soon as it has this place.
    record Queue(Seat seat) implements Decision {}

    /// @param name what people see, now that everything it may hold is known
    record Launch(String name, boolean continueOnError) implements Decision {}

    /// Its matrix has its values now: these stand for it.
    record Open(Map<JobKey, RunJob> jobs) implements Decision {
      public Open {
        jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
      }
    }

    /// Over without running.
    record End(Conclusion conclusion, String reason) implements Decision {}
  }

  Decision decide(Run run, RunJob job) {
    if (run.awaitsTurn()) {
      return new Decision.Wait(run.seat().map(Seats::waitsFor).orElse(""));
    }
    var place = scopes.place(job);
    var definition = place.job();
    try {
      var held = heldByCallers(run, job, place);
      if (held.isPresent()) {
        return held.get();
      }
      var open = openNeeds(run, place);
      if (!open.isEmpty()) {
        return new Decision.Wait("waits for " + String.join(", ", open));
      }
      var contexts = contexts(run, job);
      if (job.cancel() || !holds(definition, contexts)) {
        return notWanted(run, job, place);
      }
      if (scopes.isLate(job, place)) {
        return new Decision.Open(opened(job, place, contexts));
      }
      var most = maxParallel(definition, contexts);
      if (most.isPresent() && busy(run, job) >= most.get()) {
        return new Decision.Wait("waits for its turn: max-parallel");
      }
      if (definition.concurrency().isPresent() && !holdsItsSeat(job)) {
        return queue(run, job, seat(definition.concurrency().get(), contexts));
      }
      return new Decision.Launch(
          name(run, job, place, contexts), continuesOnError(definition, contexts));
    } catch (UncomputableException e) {
      return new Decision.End(Conclusion.FAILURE, e.reason());
    }
  }

  private static boolean holdsItsSeat(RunJob job) {
    return job.seat().filter(seat -> !seat.waits()).isPresent();
  }

  private static Decision queue(Run run, RunJob job, Seat seat) {
    return job.seat().isPresent()
        ? new Decision.Wait(Seats.waitsFor(seat))
        : Seating.deadlock(run, job, seat)
            .<Decision>map(why -> new Decision.End(Conclusion.FAILURE, why))
            .orElseGet(() -> new Decision.Queue(seat));
  }

  private static Seat seat(Concurrency concurrency, JobContexts contexts) {
    return compute(
        "concurrency", Optional.of(concurrency.group()), _ -> Seating.of(concurrency, contexts));
  }

  /// The jobs that a job came from when a matrix got its values, the outermost first, as they were
  /// planned.
  List<RunJob> late(RunJob job) {
    var found = new ArrayList<RunJob>();
    var place = scopes.place(job);
    var callers = job.callers().all();
    for (var i = 0; i < place.callers().size(); i++) {
      var caller = place.callers().get(i).place();
      if (caller.isLate()) {
        found.add(JobPlan.late(caller, callers.subList(0, i)));
      }
    }
    if (place.isLate()) {
      found.add(JobPlan.late(place, callers));
    }
    return found;
  }

  private static Map<JobKey, RunJob> opened(RunJob job, JobPlace place, JobContexts contexts) {
    try {
      return JobPlan.open(job, place, contexts.contexts());
    } catch (ExpressionException | InvalidPlanException e) {
      throw new UncomputableException(
          "Error when evaluating 'strategy' for job '%s'. %s"
              .formatted(place.job().id(), e.getMessage()));
    }
  }

  private static List<String> openNeeds(Run run, JobPlace place) {
    return place.job().needs().stream()
        .map(place::beside)
        .filter(need -> Results.of(run, need).isEmpty())
        .toList();
  }

  /// What those that call the job's workflow say, the outermost first; empty when they have begun.
  private Optional<Decision> heldByCallers(Run run, RunJob job, JobPlace place) {
    for (var caller : place.callers()) {
      var open = openNeeds(run, caller.place());
      if (!open.isEmpty()) {
        return Optional.of(new Decision.Wait("waits for " + String.join(", ", open)));
      }
      // A call that has begun goes on: nobody asks its `if` again.
      if (!hasBegun(run, caller.key())) {
        var contexts = scopes.of(run, job, caller);
        if (job.cancel() || !holds(caller.place().job(), contexts)) {
          return Optional.of(notWanted(run, job, caller.place()));
        }
        var most = maxParallel(caller.place().job(), contexts);
        if (most.isPresent() && busyCalls(run, caller) >= most.get()) {
          return Optional.of(new Decision.Wait("waits for its turn: max-parallel"));
        }
      }
    }
    if (place.caller().isPresent()) {
      scopes.requireInputs(run, job);
    }
    return Optional.empty();
  }

  private static boolean hasBegun(Run run, JobKey caller) {
    return run.calledBy(caller).stream().anyMatch(JobGate::hasBegun);
  }

  private static boolean hasBegun(RunJob job) {
    return switch (job.state()) {
      case JobState.Launched _, JobState.Running _ -> true;
      case JobState.Finished finished -> finished.startedAt().isPresent();
      case JobState.Planned _, JobState.Waiting _ -> false;
    };
  }

  private static long busyCalls(Run run, JobPlace.Caller caller) {
    return JobScopes.instances(run, caller.place()).stream()
        .filter(
            key -> hasBegun(run, key) && !run.calledBy(key).stream().allMatch(RunJob::isFinished))
        .count();
  }

  /// What people see, `caller / called`, now that everything that it may hold is known.
  private String name(Run run, RunJob job, JobPlace place, JobContexts contexts) {
    if (place.caller().isEmpty()) {
      return JobName.again(place.job(), job.name(), contexts);
    }
    var parts = new ArrayList<String>();
    for (var caller : place.callers()) {
      var planned =
          job.callers().all().stream()
              .filter(one -> one.key().equals(caller.key()))
              .map(Callers.Caller::name)
              .findFirst()
              .orElse(caller.place().job().id());
      parts.add(JobName.again(caller.place().job(), planned, scopes.of(run, job, caller)));
    }
    parts.add(JobName.again(place.job(), job.callers().own(), contexts));
    return String.join(" / ", parts);
  }

  private Decision notWanted(Run run, RunJob job, JobPlace place) {
    if (run.cancelled() || job.cancel()) {
      return new Decision.End(
          Conclusion.CANCELLED,
          run.cancelled() ? "the run was cancelled" : "another job of the matrix failed");
    }
    var blocking =
        JobScopes.ancestors(place).stream()
            .map(place::beside)
            .filter(need -> Results.of(run, need).orElse(Conclusion.SUCCESS) != Conclusion.SUCCESS)
            .map(need -> need + " " + Results.of(run, need).map(JobGate::past).orElse(""))
            .toList();
    return new Decision.End(
        Conclusion.SKIPPED, blocking.isEmpty() ? "its if is false" : String.join(", ", blocking));
  }

  private static String past(Conclusion conclusion) {
    return switch (conclusion) {
      case SUCCESS -> "succeeded";
      case FAILURE -> "failed";
      case CANCELLED -> "was cancelled";
      case SKIPPED -> "was skipped";
    };
  }

  /// Whether the agent that runs a job in a cancelled run goes on: its `if` still holds.
  boolean outlivesCancel(Run run, RunJob job) {
    try {
      var definition = definition(job);
      return definition.condition().isPresent() && holds(definition, contexts(run, job));
    } catch (UncomputableException _) {
      return false;
    }
  }

  /// The jobs that a job which is over takes with it: the other combinations of its matrix when it
  /// failed, and those of its callers' when with it all that they called came to a failure.
  List<JobKey> takenAlong(Run run, RunJob job) {
    var taken = new ArrayList<JobKey>();
    var place = scopes.place(job);
    if (job.result().filter(Conclusion.FAILURE::equals).isPresent()
        && failsFast(place.job().strategy(), () -> scopes.of(run, job))) {
      run.instances(job.key().job()).forEach(other -> taken.add(other.key()));
    }
    for (var caller : place.callers()) {
      var own = caller.place();
      if (Results.of(run.calledBy(caller.key())).filter(Conclusion.FAILURE::equals).isPresent()
          && failsFast(own.job().strategy(), () -> scopes.of(run, job, caller))) {
        run.under(own.path()).forEach(other -> taken.add(other.key()));
      }
    }
    return taken;
  }

  private static boolean failsFast(Optional<Strategy> strategy, Supplier<JobContexts> contexts) {
    try {
      return strategy.isPresent() && failFast(strategy.get(), contexts.get());
    } catch (UncomputableException _) {
      return true;
    }
  }

  private static boolean holds(Job definition, JobContexts contexts) {
    return compute(
        "if",
        definition.condition(),
        condition -> Templates.condition(condition.map(Template::text), contexts));
  }

  static boolean failFast(Strategy strategy, JobContexts contexts) {
    return compute(
        "fail-fast",
        strategy.failFast(),
        given -> given.map(text -> isTrue(text, contexts)).orElse(true));
  }

  private static boolean continuesOnError(Job definition, JobContexts contexts) {
    return compute(
        "continue-on-error",
        definition.continueOnError(),
        given -> given.map(text -> isTrue(text, contexts)).orElse(false));
  }

  private static boolean isTrue(Template template, JobContexts contexts) {
    return Templates.text(template.text(), contexts).equalsIgnoreCase("true");
  }

  /// Absent means as many as there are; so does a number below one, as on GitHub.
  static Optional<Long> maxParallel(Job definition, JobContexts contexts) {
    return compute(
        "max-parallel",
        definition.strategy().flatMap(Strategy::maxParallel),
        given ->
            given
                .map(text -> (long) Double.parseDouble(Templates.text(text.text(), contexts)))
                .filter(most -> most > 0));
  }

  private static <T> T compute(
      String key, Optional<Template> template, Function<Optional<Template>, T> value) {
    return UncomputableException.in(key, template, value);
  }

  private static long busy(Run run, RunJob job) {
    return run.instances(job.key().job()).stream()
        .filter(one ->
            one.state() instanceof JobState.Launched || one.state() instanceof JobState.Running)
        .count();
  }

  /// The contexts of a job without its status: what the agent gets.
  public Json.Obj assignmentContexts(Run run, RunJob job) {
    return new Json.Obj(contexts(run, job).contexts());
  }

  /// The secrets that a job gets: all that the run has, unless its callers pass some on only.
  ///
  /// @throws IllegalStateException when one that is passed cannot be computed
  public Map<String, String> secrets(Run run, RunJob job, Map<String, String> all) {
    try {
      return scopes.secrets(run, job, all);
    } catch (UncomputableException e) {
      throw new IllegalStateException(e.reason(), e);
    }
  }

  /// The file that has the steps of a job.
  public WorkflowFile file(RunJob job) {
    var place = scopes.place(job);
    var name = place.tree().name();
    return place.caller().isEmpty()
        ? new WorkflowFile(inputs.workflowPath(), inputs.workflowSource())
        : new WorkflowFile(name, String.valueOf(inputs.called().get(name)));
  }

  /// A workflow file as the agent reads it.
  public record WorkflowFile(String path, String source) {}

  private JobContexts contexts(Run run, RunJob job) {
    return scopes.of(run, job);
  }

  private Job definition(RunJob job) {
    return scopes.place(job).job();
  }
}
