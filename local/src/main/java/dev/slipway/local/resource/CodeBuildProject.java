package dev.slipway.local.resource;

import dev.slipway.local.builds.Project;
import dev.slipway.local.template.Stack.Physical;
import java.time.Duration;
import java.util.List;

/// A project whose builds run the job agent in this JVM.
final class CodeBuildProject implements ResourceType {
  @Override
  public String name() {
    return "AWS::CodeBuild::Project";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "Artifacts.Type",
        "Cache.Type",
        "Description",
        "EncryptionKey",
        "Environment.ComputeType",
        "Environment.Image",
        "Environment.ImagePullCredentialsType",
        "Environment.PrivilegedMode",
        "Environment.Type",
        "LogsConfig.*",
        "QueuedTimeoutInMinutes",
        "ServiceRole",
        "Source.BuildSpec",
        "Source.Location",
        "Source.Type",
        "TimeoutInMinutes");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var name = resource.generatedName();
    var arn = cloud.arn("codebuild", "project/" + name);
    cloud
        .builds()
        .addProject(
            new Project(
                name,
                arn,
                resource.properties().string("Description").orElse(""),
                minutes(resource, "TimeoutInMinutes", 60),
                minutes(resource, "QueuedTimeoutInMinutes", 480)));
    return ResourceType.withArn(name, arn);
  }

  private static Duration minutes(Declaration resource, String property, long usual) {
    var given = resource.properties().number(property).map(Double::longValue);
    return Duration.ofMinutes(given.orElse(usual));
  }
}
