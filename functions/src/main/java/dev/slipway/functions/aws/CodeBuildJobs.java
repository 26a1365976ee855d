package dev.slipway.functions.aws;

import dev.slipway.ci.run.Run;
import dev.slipway.functions.aws.Aws.Service;
import dev.slipway.model.Digest;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Builds that run the job agent.
public final class CodeBuildJobs {
  private static final int MAX_TOKEN = 64;

  private final Aws aws;
  private final String project;
  private final String platformUrl;

  public CodeBuildJobs(Aws aws, String project, String platformUrl) {
    this.aws = aws;
    this.project = project;
    this.platformUrl = platformUrl;
  }

  /// Asks for a build; asking twice within five minutes gives the same one, and a second one later
  /// finds the job claimed and ends.
  ///
  /// @return the build's id
  public String start(Run run, JobKey job, int attempt, String token) {
    var environment =
        List.of(
            variable("SLIPWAY_URL", platformUrl),
            variable("SLIPWAY_RUN", run.id().toString()),
            variable("SLIPWAY_JOB", job.toString()),
            variable("SLIPWAY_ATTEMPT", Integer.toString(attempt)),
            variable("SLIPWAY_JOB_TOKEN", token));
    var answer =
        aws.call(
            Service.CODEBUILD,
            "StartBuild",
            Json.object()
                .put("projectName", project)
                .put("idempotencyToken", idempotencyToken(run, job, attempt))
                .put("environmentVariablesOverride", Json.array(environment))
                .build());
    return answer.object("build").requireString("id");
  }

  /// At most 64 characters; a job's id alone may have a hundred.
  static String idempotencyToken(Run run, JobKey job, int attempt) {
    var readable = "%s-%s-%d".formatted(run.id(), job, attempt);
    return readable.length() <= MAX_TOKEN
        ? readable
        : Digest.sha256(readable.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static Json.Obj variable(String name, String value) {
    return Json.object().put("name", name).put("value", value).put("type", "PLAINTEXT").build();
  }

  public void stop(String build) {
    try {
      aws.call(Service.CODEBUILD, "StopBuild", Json.object().put("id", build).build());
    } catch (AwsException e) {
      if (!e.is("ResourceNotFoundException") && !e.is("InvalidInputException")) {
        throw e;
      }
    }
  }
}
