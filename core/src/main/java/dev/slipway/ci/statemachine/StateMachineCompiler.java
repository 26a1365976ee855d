package dev.slipway.ci.statemachine;

import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.plan.MatrixSize;
import dev.slipway.ci.statemachine.JobStates.Level;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Compiles a workflow to the Amazon States Language, JSONata, one state per job named after it.
///
/// A job's state asks StartJob and waits for its task token. Job states never fail for a job's own
/// reasons: results are data. The last states turn the run's conclusion into success or failure.
public final class StateMachineCompiler {
  /// Step Functions takes 1 MB in a request; a little is for what stands around the definition.
  static final int MAX_BYTES = 1_000_000;

  /// So many jobs never fit: each of them is a state of more than 500 bytes.
  private static final int MAX_JOBS = 2_000;

  /// An execution's history ends at 25,000 entries. A job makes six, in a Map two more; the rest is
  /// for calls that are repeated.
  private static final int MAX_IN_ONE_HISTORY = 2_500;

  private static final String FINISH = "Finish run";
  private static final String DECIDE = "Succeeded?";

  private final Workflow workflow;
  private final Tasks tasks;
  private final StateNames names = new StateNames();
  private final JobStates jobStates;

  private StateMachineCompiler(Workflow workflow, FunctionArns functions) {
    this.workflow = workflow;
    this.tasks = new Tasks(functions);
    this.jobStates = new JobStates(tasks, names, isCrowded(workflow));
  }

  /// The functions that the states call.
  public record FunctionArns(String startJob, String finishRun) {}

  /// The definition. The same workflow gives the same text, so its digest tells versions apart.
  ///
  /// @throws InvalidPlanException when Step Functions would not take it
  public static Json.Obj compile(Workflow workflow, FunctionArns functions) {
    if (workflow.jobs().size() > MAX_JOBS) {
      throw tooLarge(workflow);
    }
    var definition = new StateMachineCompiler(workflow, functions).compile();
    if (definition.bytes().length > MAX_BYTES) {
      throw tooLarge(workflow);
    }
    return definition;
  }

  private static InvalidPlanException tooLarge(Workflow workflow) {
    return new InvalidPlanException(
        "Its %d jobs make a state machine of more than %d bytes; split the workflow"
            .formatted(workflow.jobs().size(), MAX_BYTES));
  }

  private static boolean isCrowded(Workflow workflow) {
    return workflow.jobs().values().stream()
            .mapToLong(job ->
                job.strategy()
                    .map(strategy -> MatrixSize.atOnce(strategy).orElse(JobStates.INLINE))
                    .orElse(1))
            .sum()
        > MAX_IN_ONE_HISTORY;
  }

  private Json.Obj compile() {
    var needs = new LinkedHashMap<String, List<String>>();
    workflow.jobs().forEach((id, job) -> needs.put(id, job.needs()));
    var machine = new Level();
    var first = chain(JobOrder.of(needs), machine, FINISH);
    addLastStates(machine);
    return Json.object()
        .put("Comment", workflow.displayName())
        .put("QueryLanguage", "JSONata")
        .put("StartAt", first)
        .put("States", machine.states())
        .build();
  }

  /// Adds the states of an order to one level; the last one goes on to `next`, or ends the level
  /// when that is empty.
  private String chain(JobOrder order, Level level, String next) {
    return switch (order) {
      case JobOrder.One(var id) -> jobStates.add(job(id), level, next);
      case JobOrder.InSequence(var parts) -> {
        // From the end, since each part names the next; but they stand there in reading order.
        var follower = next;
        var levels = new ArrayList<Level>();
        for (var part : parts.reversed()) {
          var own = new Level();
          follower = chain(part, own, follower);
          levels.addFirst(own);
        }
        levels.forEach(level::addAll);
        yield follower;
      }
      case JobOrder.SideBySide(var parts) ->
          level.add(names.of(String.join(", ", jobs(order).toList())), parallel(parts), next);
    };
  }

  private Json.Obj parallel(List<JobOrder> parts) {
    var branches = new ArrayList<Json>();
    for (var part : parts) {
      var branch = new Level();
      var first = chain(part, branch, "");
      branches.add(Json.object().put("StartAt", first).put("States", branch.states()).build());
    }
    return Json.object()
        .put("Type", "Parallel")
        .put("Branches", Json.array(branches))
        .put("Output", Json.Obj.EMPTY)
        .build();
  }

  private static Stream<String> jobs(JobOrder order) {
    return switch (order) {
      case JobOrder.One(var id) -> Stream.of(id);
      case JobOrder.InSequence(var parts) -> parts.stream().flatMap(StateMachineCompiler::jobs);
      case JobOrder.SideBySide(var parts) -> parts.stream().flatMap(StateMachineCompiler::jobs);
    };
  }

  private Job job(String id) {
    return Objects.requireNonNull(workflow.jobs().get(id));
  }

  private void addLastStates(Level level) {
    level.add(FINISH, tasks.finish(), DECIDE);
    var success =
        Json.object()
            .put("Condition", "{% $states.input.conclusion in ['success', 'skipped'] %}")
            .put("Next", "Run succeeded")
            .build();
    level.add(
        DECIDE,
        Json.object()
            .put("Type", "Choice")
            .put("Choices", Json.array(List.of(success)))
            .put("Default", "Run failed")
            .build());
    level.add("Run succeeded", Json.object().put("Type", "Succeed").build());
    level.add(
        "Run failed",
        Json.object()
            .put("Type", "Fail")
            .put("Error", "{% 'Run.' & $states.input.conclusion %}")
            .put("Cause", "{% 'The run ended with ' & $states.input.conclusion %}")
            .build());
  }
}
