package dev.slipway.functions.handler;

import dev.slipway.access.RouteTable;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.ci.run.RunCommand.Which;
import dev.slipway.ci.run.RunStore;
import dev.slipway.ci.statemachine.StateMachineCompiler;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.ci.workflow.WorkflowTree;
import dev.slipway.functions.aws.DynamoDbRunStore;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import dev.slipway.status.RunCost;
import dev.slipway.status.RunDocuments;
import dev.slipway.status.RunFilter;
import java.util.List;
import java.util.Optional;

/// Runs: list, read, run again, cancel, and what one costs.
final class RunRoutes {
  private final Runs runs;

  RunRoutes(Runs runs) {
    this.runs = runs;
  }

  HttpAnswer list(HttpCall call) {
    var repository = call.parameter("repository").map(RepositoryId::parse);
    var filter =
        new RunFilter(
            call.parameter("branch"),
            call.parameter("workflow"),
            call.parameter("event"),
            call.parameter("status"));
    var paging =
        Paging.of(
            call, List.of("runs", repository.map(RepositoryId::key).orElse(""), filter.toString()));
    return HttpAnswer.tagged(
        call,
        paging.<Run, DynamoDbRunStore.Position>page(
            "runs",
            (limit, after) -> {
              var page = runs.store().list(repository, limit, after);
              return new Paging.Batch<>(page.runs(), page.more());
            },
            paging.start(call, DynamoDbRunStore.Position::parse),
            filter,
            DynamoDbRunStore.Position::of,
            RunDocuments::summary));
  }

  HttpAnswer get(HttpCall call, RouteTable.Match.Found found) {
    return HttpAnswer.tagged(call, RunDocuments.run(load(found)));
  }

  /// The run that a path names.
  ///
  /// @throws ProblemException 404 when there is none
  private Run load(RouteTable.Match.Found found) {
    return load(runs, id(found));
  }

  static RunId id(RouteTable.Match.Found found) {
    try {
      return RunId.parse(found.parameter("run"));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(404, "Not found", String.valueOf(e.getMessage()));
    }
  }

  static Run load(Runs runs, RunId id) {
    return runs.store()
        .load(id)
        .map(RunStore.Stored::run)
        .orElseThrow(() -> new ProblemException(404, "Not found", "There is no run " + id));
  }

  HttpAnswer rerun(HttpCall call, RouteTable.Match.Found found) {
    return accepted(found, new RunCommand.Rerun(which(call.json())));
  }

  private static Which which(Json.Obj body) {
    var job = body.string("job");
    var only = body.string("only");
    if (job.isPresent() && only.isPresent()) {
      throw new IllegalArgumentException("\"job\" and \"only\" exclude each other");
    }
    if (job.isPresent()) {
      return new Which.One(JobKey.parse(job.get()));
    }
    return switch (only.orElse("all")) {
      case "all" -> new Which.All();
      case "failed" -> new Which.Failed();
      default -> throw new IllegalArgumentException("\"only\" is \"all\" or \"failed\"");
    };
  }

  HttpAnswer cancel(RouteTable.Match.Found found) {
    return accepted(found, new RunCommand.Cancel());
  }

  private HttpAnswer accepted(RouteTable.Match.Found found, RunCommand command) {
    return HttpAnswer.of(202, RunDocuments.run(runs.desk().tell(id(found), command)));
  }

  HttpAnswer cost(HttpCall call, RouteTable.Match.Found found) {
    var run = load(found);
    return HttpAnswer.tagged(
        call,
        RunCost.estimate(run, definition(run).orElse(Json.Obj.EMPTY), runs.clock().instant()));
  }

  /// The state machine that runs it; none for a run that failed before it had one.
  private Optional<Json.Obj> definition(Run run) {
    if (run.pipeline().isEmpty()) {
      return Optional.empty();
    }
    var inputs = runs.store().inputs(run.id());
    return switch (WorkflowReader.read(inputs.workflowPath(), inputs.workflowSource())) {
      case ReadResult.Valid(var workflow, _) ->
          Optional.of(
              StateMachineCompiler.compile(
                  WorkflowTree.of(workflow, inputs.called()),
                  new StateMachineCompiler.FunctionArns("start-job", "finish-run")));
      case ReadResult.Refused _ -> Optional.empty();
    };
  }
}
