package dev.slipway.functions.aws;

import dev.slipway.ci.run.Run;
import dev.slipway.functions.aws.Aws.Service;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Pipelines as state machines: one per workflow file, one version per definition.
public final class StepFunctionsPipelines {
  private static final int MAX_NAME = 80;

  private final Aws aws;

  public StepFunctionsPipelines(Aws aws) {
    this.aws = aws;
  }

  /// Publishes a definition and gives the version's ARN. Publishing what is published gives the
  /// same.
  public String publish(
      RepositoryId repository, String workflowPath, Json.Obj definition, String role) {
    var name = name(repository, workflowPath);
    var create =
        Json.object()
            .put("name", name)
            .put("definition", definition.text())
            .put("roleArn", role)
            .put("publish", true)
            .put("type", "STANDARD")
            .build();
    try {
      var answer = aws.call(Service.STATES, "CreateStateMachine", create);
      return version(answer, "stateMachineVersionArn");
    } catch (AwsException e) {
      if (!e.is("StateMachineAlreadyExists")) {
        throw e;
      }
      return update(existing(e), definition, role);
    }
  }

  private String update(String machine, Json.Obj definition, String role) {
    var answer =
        aws.call(
            Service.STATES,
            "UpdateStateMachine",
            Json.object()
                .put("stateMachineArn", machine)
                .put("definition", definition.text())
                .put("roleArn", role)
                .put("publish", true)
                .build());
    return version(answer, "stateMachineVersionArn");
  }

  private static String version(Json.Obj answer, String member) {
    return answer.requireString(member);
  }

  /// `State Machine Already Exists: 'arn:…'`.
  private static String existing(AwsException e) {
    var message = String.valueOf(e.getMessage());
    var start = message.indexOf("arn:");
    var end = message.indexOf('\'', start);
    return end < 0 ? message.substring(start) : message.substring(start, end);
  }

  /// `slipway-owner-name-ci`, with a digest where that would be too long or ambiguous.
  static String name(RepositoryId repository, String workflowPath) {
    var file =
        workflowPath.substring(workflowPath.lastIndexOf('/') + 1).replaceAll("\\.ya?ml$", "");
    var readable =
        "slipway-%s-%s-%s"
            .formatted(repository.owner(), repository.name(), file)
            .replaceAll("[^A-Za-z0-9_-]", "-");
    var digest =
        Digest.sha256((repository.key() + "\n" + workflowPath).getBytes(StandardCharsets.UTF_8))
            .hex()
            .substring(0, 8);
    return readable.substring(0, Math.min(readable.length(), MAX_NAME - 9)) + "-" + digest;
  }

  /// Starts a run's execution; starting it twice starts it once.
  public void start(Run run) {
    var input =
        Json.object()
            .put("runId", run.id().toString())
            .put("attempt", run.attempt())
            .put("matrix", matrix(run.combinations()))
            .build();
    try {
      aws.call(
          Service.STATES,
          "StartExecution",
          Json.object()
              .put("stateMachineArn", run.pipeline().orElseThrow())
              .put("name", run.executionName())
              .put("input", input.text())
              .build());
    } catch (AwsException e) {
      if (!e.is("ExecutionAlreadyExists")) {
        throw e;
      }
    }
  }

  /// Whether a run's execution is over, however it ended; one that never began is not.
  public boolean hasEnded(Run run) {
    var describe = Json.object().put("executionArn", run.execution()).build();
    try {
      var status = aws.call(Service.STATES, "DescribeExecution", describe).string("status");
      return status.filter(word -> !word.equals("RUNNING")).isPresent();
    } catch (AwsException e) {
      if (!e.is("ExecutionDoesNotExist")) {
        throw e;
      }
      return false;
    }
  }

  private static Json.Obj matrix(Map<String, Integer> combinations) {
    var matrix = Json.object();
    combinations.forEach((job, count) -> matrix.put(job, (double) count));
    return matrix.build();
  }

  /// Tells the state machine that a job is over, or what it became. A token that is used or gone is
  /// no fault: somebody told it before.
  ///
  /// @param combinations of the job and all that it calls; 0 where it has none
  public void complete(String token, Conclusion conclusion, Map<String, Integer> combinations) {
    var output =
        Json.object()
            .put("conclusion", conclusion.word())
            .put("matrix", matrix(combinations))
            .build();
    try {
      aws.call(
          Service.STATES,
          "SendTaskSuccess",
          Json.object().put("taskToken", token).put("output", output.text()).build());
    } catch (AwsException e) {
      if (!e.is("TaskDoesNotExist") && !e.is("TaskTimedOut") && !e.is("InvalidToken")) {
        throw e;
      }
    }
  }
}
