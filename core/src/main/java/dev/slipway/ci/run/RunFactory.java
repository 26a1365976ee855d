package dev.slipway.ci.run;

import dev.slipway.ci.concurrency.Seat;
import dev.slipway.ci.expression.Contexts;
import dev.slipway.ci.expression.ExpressionException;
import dev.slipway.ci.expression.MapContexts;
import dev.slipway.ci.expression.Templates;
import dev.slipway.ci.plan.GitHubContext;
import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.plan.MatrixExpansion;
import dev.slipway.ci.plan.MatrixExpansion.Combination;
import dev.slipway.ci.workflow.Concurrency;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.RunDefaults;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Digest;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes a run of a workflow and an event.
public final class RunFactory {
  private RunFactory() {}

  /// Events that tell their commit. Of another one it is what its ref is at, and may be another
  /// commit when a delivery is planned again.
  private static final Set<String> TELLING = Set.of("push", "pull_request");

  /// A run's id: the time, then twelve bits of what it is a run of. The same event received at the
  /// same time gives the same id, so making a run twice makes it once.
  ///
  /// @param receivedAt when the delivery was accepted
  public static RunId id(Instant receivedAt, RunInputs inputs) {
    var event = inputs.event();
    var key =
        String.join(
            "\n",
            event.repository().key(),
            event.ref(),
            TELLING.contains(event.name()) ? event.sha() : "",
            inputs.workflowPath(),
            event.name(),
            event.action().orElse(""));
    var hash = Digest.sha256(key.getBytes(StandardCharsets.UTF_8)).hex();
    var low = Integer.parseInt(hash.substring(0, 3), 16);
    return new RunId((receivedAt.toEpochMilli() << RunId.TIME_SHIFT) + low);
  }

  /// A run with all its jobs planned.
  ///
  /// @throws dev.slipway.ci.plan.InvalidPlanException when a matrix or a name cannot be computed
  public static Run create(
      RunId id, int number, Workflow workflow, RunInputs inputs, String delivery, Instant now) {
    var event = inputs.event();
    var github =
        GitHubContext.of(
            event, workflow.displayName(), workflow.path(), id, number, 1, inputs.serverUrl());
    var contexts =
        new LinkedHashMap<>(GitHubContext.contexts(github, inputs.inputs(), inputs.vars()));
    var title =
        workflow
            .runName()
            .map(name -> Templates.text(name.text(), MapContexts.of(contexts)))
            .filter(text -> !text.isBlank())
            .or(event::title)
            .orElse(workflow.displayName());
    var seat = workflow.concurrency().map(own -> seat(own, MapContexts.of(contexts)));
    contexts.put("needs", Json.Obj.EMPTY);
    var jobs = new LinkedHashMap<JobKey, RunJob>();
    workflow.jobs().values().forEach(job -> jobs.putAll(instances(job, contexts)));
    return new Run(
        about(id, number, workflow, inputs, title, delivery, now),
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        jobs,
        List.of(),
        seat);
  }

  private static Seat seat(Concurrency concurrency, Contexts contexts) {
    try {
      return Seating.of(concurrency, contexts);
    } catch (ExpressionException | InvalidPlanException e) {
      var at = concurrency.group().at();
      throw new InvalidPlanException(
          "concurrency at %d:%d: %s".formatted(at.line(), at.column(), e.getMessage()));
    }
  }

  /// A run that failed before any job: its file is invalid, or cannot become a run.
  public static Run failed(
      RunId id, int number, RunInputs inputs, String delivery, String message, Instant now) {
    var workflow =
        new Workflow(
            inputs.workflowPath(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of(),
            RunDefaults.NONE,
            Map.of());
    return new Run(
        about(
            id,
            number,
            workflow,
            inputs,
            inputs.event().title().orElse(inputs.workflowPath()),
            delivery,
            now),
        1,
        Optional.of(now),
        Optional.of(now),
        Optional.of(Conclusion.FAILURE),
        false,
        Optional.empty(),
        Optional.of(message),
        Map.of(),
        List.of(),
        Optional.empty());
  }

  private static Run.About about(
      RunId id,
      int number,
      Workflow workflow,
      RunInputs inputs,
      String title,
      String delivery,
      Instant now) {
    var event = inputs.event();
    return new Run.About(
        id,
        event.repository(),
        workflow.path(),
        workflow.displayName(),
        title,
        number,
        event.name(),
        event.ref(),
        event.sha(),
        event.actor(),
        delivery,
        now);
  }

  private static Map<JobKey, RunJob> instances(Job job, Map<String, Json> contexts) {
    var strategy = job.strategy();
    if (strategy.isEmpty()) {
      var key = JobKey.of(job.id());
      return Map.of(key, planned(key, job, new Combination(Json.Obj.EMPTY, List.of()), contexts));
    }
    var instances = new LinkedHashMap<JobKey, RunJob>();
    var combinations = MatrixExpansion.expand(strategy.get().matrix(), MapContexts.of(contexts));
    for (var i = 0; i < combinations.size(); i++) {
      var key = JobKey.of(job.id(), i);
      instances.put(key, planned(key, job, combinations.get(i), contexts));
    }
    return instances;
  }

  private static RunJob planned(
      JobKey key, Job job, Combination combination, Map<String, Json> contexts) {
    var own = new LinkedHashMap<>(contexts);
    own.put("matrix", combination.values());
    own.put("strategy", Json.Obj.EMPTY);
    return new RunJob(
        key,
        JobName.of(job, combination, MapContexts.of(own)),
        combination.values(),
        job.needs(),
        1,
        new JobState.Planned(),
        List.of(),
        false,
        false,
        Optional.empty());
  }
}
