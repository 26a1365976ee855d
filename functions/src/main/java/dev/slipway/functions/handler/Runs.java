package dev.slipway.functions.handler;

import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.ci.run.RunDesk;
import dev.slipway.ci.run.RunEffect;
import dev.slipway.ci.run.RunEffects;
import dev.slipway.functions.aws.Aws;
import dev.slipway.functions.aws.CodeBuildJobs;
import dev.slipway.functions.aws.DynamoDbDeliveries;
import dev.slipway.functions.aws.DynamoDbGroupStore;
import dev.slipway.functions.aws.DynamoDbRepositories;
import dev.slipway.functions.aws.DynamoDbRunStore;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.aws.S3Objects;
import dev.slipway.functions.aws.SecretsManagerSecrets;
import dev.slipway.functions.aws.SqsDeliveryQueue;
import dev.slipway.functions.aws.StepFunctionsPipelines;
import dev.slipway.functions.telemetry.Log;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// What every function that moves runs is made of: the composition root of the run side.
final class Runs implements RunEffects {
  private final InstantSource clock;
  private final Aws aws;
  private final S3Objects objects;
  private final DynamoDbRunStore store;
  private final StepFunctionsPipelines pipelines;
  private final CodeBuildJobs builds;
  private final JobTokens tokens;
  private final RunDesk desk;

  Runs(Map<String, String> variables, Outside outside) {
    var env = new Env(variables);
    this.clock = outside.clock();
    this.aws = new Aws(variables, outside);
    this.objects = new S3Objects(aws, env.require("DATA_BUCKET"));
    this.store = new DynamoDbRunStore(aws, env.require("RUNS_TABLE"), objects);
    this.pipelines = new StepFunctionsPipelines(aws);
    this.builds = new CodeBuildJobs(aws, env.require("BUILD_PROJECT"), env.require("PUBLIC_URL"));
    this.tokens =
        new JobTokens(new SecretsManagerSecrets(aws, env.require("JOB_TOKEN_SECRET_ARN")));
    this.desk =
        new RunDesk(store, new DynamoDbGroupStore(aws, env.require("RUNS_TABLE")), this, clock);
  }

  Aws aws() {
    return aws;
  }

  InstantSource clock() {
    return clock;
  }

  S3Objects objects() {
    return objects;
  }

  DynamoDbRunStore store() {
    return store;
  }

  StepFunctionsPipelines pipelines() {
    return pipelines;
  }

  JobTokens tokens() {
    return tokens;
  }

  RunDesk desk() {
    return desk;
  }

  /// @param env of a function that may tell of runs
  Followers followers(Env env) {
    var deliveries = new DynamoDbDeliveries(aws, env.require("DELIVERIES_TABLE"));
    var queue = new SqsDeliveryQueue(aws, env.require("DELIVERY_QUEUE_URL"));
    return new Followers(
        this,
        new DynamoDbRepositories(aws, env.require("REPOSITORIES_TABLE")),
        new SyntheticDeliveries(deliveries, queue, clock));
  }

  @Override
  public Optional<RunCommand> perform(Run run, RunEffect.Outer effect) {
    Log.info("effect", "run", run.id().toString(), "effect", effect.getClass().getSimpleName());
    return switch (effect) {
      case RunEffect.Launch(var job, var attempt) -> {
        var build = builds.start(run, job, attempt, tokens.of(run.id(), job, attempt));
        yield Optional.of(new RunCommand.BuildStarted(job, attempt, build));
      }
      case RunEffect.CompleteTask(_, var token, var conclusion) -> {
        pipelines.complete(token, conclusion);
        yield Optional.empty();
      }
      case RunEffect.StopBuild(_, var build) -> {
        builds.stop(build);
        yield Optional.empty();
      }
      case RunEffect.StartExecution _ -> {
        pipelines.start(run);
        yield Optional.empty();
      }
    };
  }
}
