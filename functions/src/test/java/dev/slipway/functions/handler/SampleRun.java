package dev.slipway.functions.handler;

import dev.slipway.ci.plan.Event;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunFactory;
import dev.slipway.ci.run.RunInputs;
import dev.slipway.ci.workflow.ReadResult;
import dev.slipway.ci.workflow.WorkflowReader;
import dev.slipway.functions.aws.Outside;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Puts runs of a small workflow into the store, as planning does.
final class SampleRun {
  static final String WORKFLOW =
      """
      name: CI
      on: push
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - name: Build
              run: make
        test:
          needs: build
          runs-on: ubuntu-latest
          strategy:
            matrix:
              version: [21, 25]
          steps:
            - run: make test
      """;

  private SampleRun() {}

  /// The n-th run, each a second after the one before.
  static Run create(Map<String, String> environment, int n, String repository, String branch) {
    return create(
        new Runs(environment, Outside.real()),
        Instant.now().minus(Duration.ofMinutes(10)).plusSeconds(n),
        n,
        repository,
        branch);
  }

  static Run create(Runs runs, Instant at, int n, String repository, String branch) {
    var event =
        new Event(
            "push",
            Optional.empty(),
            RepositoryId.parse(repository),
            "refs/heads/" + branch,
            "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "octocat",
            Json.Obj.EMPTY);
    var path = ".github/workflows/ci.yml";
    var inputs =
        new RunInputs(
            path,
            WORKFLOW,
            event,
            Json.Obj.EMPTY,
            Json.Obj.EMPTY,
            "https://github.com/" + repository,
            "https://github.com");
    if (!(WorkflowReader.read(path, WORKFLOW) instanceof ReadResult.Valid(var workflow, _))) {
      throw new IllegalStateException("the sample workflow is invalid");
    }
    var run =
        RunFactory.create(RunFactory.id(at, inputs), n, workflow, inputs, "delivery-" + n, at)
            .on("arn:aws:states:eu-central-1:000000000000:stateMachine:ci:1");
    runs.store().create(run, inputs);
    return run;
  }
}
