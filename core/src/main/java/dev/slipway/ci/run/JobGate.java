package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.Seat;
import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.plan.GitHubContext;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.workflow.Concurrency;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Strategy;
import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Decides what a job may do now: the gate before every job. Pure, and never fails: a setting that
/// cannot be computed fails the job, with its place and reason.
public final class JobGate {
  private final Workflow workflow;
  private final RunInputs inputs;

  public JobGate(Workflow workflow, RunInputs inputs) {
    this.workflow = workflow;
    this.inputs = inputs;
  }

  /// What the gate says.
  public sealed interface Decision {
    /// Its needs are not over, or its matrix has enough running.
    record Wait(String reason) implements Decision {}

    /// It may run as soon as it has this place.
    record Queue(Seat seat) implements Decision {}

    /// @param name what people see, now that everything it may hold is known
    record Launch(String name, boolean continueOnError) implements Decision {}

    /// Over without running.
    record End(Conclusion conclusion, String reason) implements Decision {}
  }

  Decision decide(Run run, RunJob job) {
    if (run.awaitsTurn()) {
      return new Decision.Wait(run.seat().map(Seats::waitsFor).orElse(""));
    }
    var definition = definition(job);
    var open = definition.needs().stream().filter(need -> Results.of(run, need).isEmpty()).toList();
    if (!open.isEmpty()) {
      return new Decision.Wait("waits for " + String.join(", ", open));
    }
    try {
      var contexts = contexts(run, job);
      if (job.cancel() || !holds(definition, contexts)) {
        return notWanted(run, job, definition);
      }
      var most = maxParallel(definition, contexts);
      if (most.isPresent() && busy(run, job) >= most.get()) {
        return new Decision.Wait("waits for its turn: max-parallel");
      }
      if (definition.concurrency().isPresent() && !holdsItsSeat(job)) {
        return queue(run, job, seat(definition.concurrency().get(), contexts));
      }
      return new Decision.Launch(
          JobName.again(definition, job.name(), contexts), continuesOnError(definition, contexts));
    } catch (UncomputableException e) {
      return new Decision.End(Conclusion.FAILURE, e.reason);
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

  private Decision notWanted(Run run, RunJob job, Job definition) {
    if (run.cancelled() || job.cancel()) {
      return new Decision.End(
          Conclusion.CANCELLED,
          run.cancelled() ? "the run was cancelled" : "another job of the matrix failed");
    }
    var blocking =
        ancestors(definition).stream()
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

  /// Whether a failed combination takes the others of its matrix with it.
  boolean failFast(Run run, RunJob job) {
    try {
      var strategy = definition(job).strategy();
      return strategy.isPresent() && failFast(strategy.get(), contexts(run, job));
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

  private static boolean failFast(Strategy strategy, JobContexts contexts) {
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
  private static Optional<Long> maxParallel(Job definition, JobContexts contexts) {
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
    try {
      return value.apply(template);
    } catch (ExpressionException | InvalidPlanException e) {
      throw new UncomputableException(key, template, String.valueOf(e.getMessage()));
    } catch (NumberFormatException _) {
      throw new UncomputableException(key, template, "A number was expected");
    }
  }

  private static final class UncomputableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;

    UncomputableException(String key, Optional<Template> template, String message) {
      super(message);
      this.reason =
          template
              .map(Template::at)
              .map(at -> "%s at %d:%d: %s".formatted(key, at.line(), at.column(), message))
              .orElse(key + ": " + message);
    }
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

  private JobContexts contexts(Run run, RunJob job) {
    var definition = definition(job);
    var contexts = new LinkedHashMap<String, Json>(runContexts(run));
    contexts.put("needs", needs(run, definition));
    contexts.put("matrix", job.matrix());
    var results = new LinkedHashMap<String, Conclusion>();
    for (var ancestor : ancestors(definition)) {
      Results.of(run, ancestor).ifPresent(result -> results.put(ancestor, result));
    }
    var most = new JobContexts(contexts, run.cancelled(), results);
    contexts.put("strategy", strategy(run, job, most));
    return new JobContexts(contexts, run.cancelled(), results);
  }

  private Map<String, Json> runContexts(Run run) {
    var about = run.about();
    var github =
        GitHubContext.of(
            inputs.event(),
            about.workflowName(),
            about.workflowPath(),
            about.id(),
            about.number(),
            run.attempt(),
            inputs.serverUrl());
    return GitHubContext.contexts(github, inputs.inputs(), inputs.vars());
  }

  private Json strategy(Run run, RunJob job, JobContexts contexts) {
    var definition = definition(job);
    var total = run.instances(job.key().job()).size();
    return Json.object()
        .put("fail-fast", definition.strategy().map(s -> failFast(s, contexts)).orElse(true))
        .put("job-index", job.key().index().orElse(0))
        .put("job-total", total)
        .put("max-parallel", maxParallel(definition, contexts).orElse((long) total))
        .build();
  }

  private Set<String> ancestors(Job definition) {
    var found = new LinkedHashSet<String>();
    var open = new ArrayList<>(definition.needs());
    while (!open.isEmpty()) {
      var need = open.removeLast();
      if (found.add(need)) {
        open.addAll(definition(need).needs());
      }
    }
    return found;
  }

  private static Json needs(Run run, Job definition) {
    var needs = Json.object();
    for (var need : definition.needs()) {
      needs.put(
          need,
          Json.object()
              .put("result", Results.of(run, need).map(Conclusion::word).orElse(""))
              .put("outputs", Json.strings(Results.outputs(run, need)))
              .build());
    }
    return needs.build();
  }

  private Job definition(RunJob job) {
    return definition(job.key().job());
  }

  private Job definition(String job) {
    var definition = workflow.jobs().get(job);
    if (definition == null) {
      throw new IllegalStateException("The workflow has no job " + job);
    }
    return definition;
  }
}
