package dev.slipway.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.codebuild.BuildEnvironment;
import software.amazon.awscdk.services.codebuild.BuildSpec;
import software.amazon.awscdk.services.codebuild.CloudWatchLoggingOptions;
import software.amazon.awscdk.services.codebuild.ComputeType;
import software.amazon.awscdk.services.codebuild.LinuxBuildImage;
import software.amazon.awscdk.services.codebuild.LoggingOptions;
import software.amazon.awscdk.services.codebuild.Project;
import software.amazon.awscdk.services.codebuild.S3SourceProps;
import software.amazon.awscdk.services.codebuild.Source;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/// Where jobs run: a CodeBuild project that unpacks the agent's runtime image and starts it.
///
/// The build's role may write its own log and read the image, nothing else: an agent talks to the
/// platform over HTTPS with a token that is good for one job.
final class JobCompute extends Construct {
  private final Project project;

  JobCompute(Construct scope, String id, Installation installation) {
    super(scope, id);
    var image =
        Asset.Builder.create(this, "AgentImage").path(installation.agentImage().toString()).build();
    var logs =
        LogGroup.Builder.create(this, "Logs")
            .retention(RetentionDays.ONE_WEEK)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    this.project =
        Project.Builder.create(this, "Jobs")
            .description("Runs one job of a workflow: the Slipway job agent")
            .source(
                Source.s3(
                    S3SourceProps.builder()
                        .bucket(image.getBucket())
                        .path(image.getS3ObjectKey())
                        .build()))
            .environment(
                BuildEnvironment.builder()
                    .buildImage(LinuxBuildImage.STANDARD_7_0)
                    .computeType(ComputeType.SMALL)
                    .build())
            .buildSpec(
                BuildSpec.fromObject(
                    new TreeMap<>(
                        Map.of(
                            "version",
                            "0.2",
                            "phases",
                            Map.of("build", Map.of("commands", List.of("bin/slipway-agent")))))))
            .logging(
                LoggingOptions.builder()
                    .cloudWatch(CloudWatchLoggingOptions.builder().logGroup(logs).build())
                    .build())
            // GitHub's default job timeout, and as much again for a job that asks for more.
            .timeout(Duration.hours(8))
            .queuedTimeout(Duration.hours(8))
            .build();
    image.grantRead(project);
  }

  Project project() {
    return project;
  }
}
