package dev.slipway.ci.statemachine;

import dev.slipway.ci.plan.InvalidPlanException;
import dev.slipway.ci.plan.MatrixSize;
import dev.slipway.ci.statemachine.JobStates.Level;
import dev.slipway.ci.workflow.JobPlace;
import dev.slipway.ci.workflow.Workflow;
import dev.slipway.ci.workflow.WorkflowTree;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final WorkflowTree tree;
  private final Tasks tasks;
  private final StateNames names = new StateNames();
  private final JobStates jobStates;

  private StateMachineCompiler(WorkflowTree tree, FunctionArns functions) {
    this.tree = tree;
    this.tasks = new Tasks(functions);
    this.jobStates =
        new JobStates(tasks, names, jobsAtOnce(tree) > MAX_IN_ONE_HISTORY, this::chain);
  }

  /// The functions that the states call.
  public record FunctionArns(String startJob, String finishRun) {}

  /// The definition. The same workflow gives the same text, so its digest tells versions apart.
  ///
  /// @throws InvalidPlanException when Step Functions would not take it
  public static Json.Obj compile(Workflow workflow, FunctionArns functions) {
    return compile(WorkflowTree.of(workflow), functions);
  }

  /// The definition of a workflow with all that it calls. A job of a called workflow has a state of
  /// its own, in the place of the call.
  ///
  /// @throws InvalidPlanException when Step Functions would not take it
  public static Json.Obj compile(WorkflowTree tree, FunctionArns functions) {
    var jobs = jobs(tree);
    if (jobs > MAX_JOBS) {
      throw tooLarge(jobs);
    }
    var definition = new StateMachineCompiler(tree, functions).compile();
    if (definition.bytes().length > MAX_BYTES) {
      throw tooLarge(jobs);
    }
    return definition;
  }

  private static InvalidPlanException tooLarge(long jobs) {
    return new InvalidPlanException(
        "Its %d jobs make a state machine of more than %d bytes; split the workflow"
            .formatted(jobs, MAX_BYTES));
  }

  private static long jobs(WorkflowTree tree) {
    return tree.workflow().jobs().values().stream()
        .mapToLong(job -> tree.called(job).map(StateMachineCompiler::jobs).orElse(1L))
        .sum();
  }

  private static long jobsAtOnce(WorkflowTree tree) {
    return tree.workflow().jobs().values().stream()
        .mapToLong(job ->
            tree.called(job).map(StateMachineCompiler::jobsAtOnce).orElse(1L)
                * job.strategy()
                    .map(strategy -> MatrixSize.atOnce(strategy).orElse(JobStates.INLINE))
                    .orElse(1))
        .sum();
  }

  private Json.Obj compile() {
    var machine = new Level();
    var first = chain(tree.places(), new Where.Machine(""), machine, FINISH);
    addLastStates(machine);
    return Json.object()
        .put("Comment", tree.workflow().displayName())
        .put("QueryLanguage", "JSONata")
        .put("StartAt", first)
        .put("States", machine.states())
        .build();
  }

  /// Adds the states of a file's jobs to one level; the last one goes on to `next`, or ends the
  /// level when that is empty.
  private String chain(List<JobPlace> places, Where where, Level level, String next) {
    var needs = new LinkedHashMap<String, List<String>>();
    var byId = new HashMap<String, JobPlace>();
    for (var place : places) {
      needs.put(place.job().id(), place.job().needs());
      byId.put(place.job().id(), place);
    }
    return new FileStates(byId, where).chain(JobOrder.of(needs), level, next);
  }

  /// The states of one file's jobs, in one place of the machine.
  private final class FileStates {
    private final Map<String, JobPlace> places;
    private final Where where;

    FileStates(Map<String, JobPlace> places, Where where) {
      this.places = places;
      this.where = where;
    }

    private String chain(JobOrder order, Level level, String next) {
      return switch (order) {
        case JobOrder.One(var id) -> jobStates.add(place(id), where, level, next);
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
            level.add(names.of(String.join(", ", shown(order).toList())), parallel(parts), next);
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
          .put("Output", where.output())
          .build();
    }

    private Stream<String> shown(JobOrder order) {
      return switch (order) {
        case JobOrder.One(var id) -> Stream.of(JobStates.shown(place(id)));
        case JobOrder.InSequence(var parts) -> parts.stream().flatMap(this::shown);
        case JobOrder.SideBySide(var parts) -> parts.stream().flatMap(this::shown);
      };
    }

    private JobPlace place(String id) {
      return Objects.requireNonNull(places.get(id));
    }
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
