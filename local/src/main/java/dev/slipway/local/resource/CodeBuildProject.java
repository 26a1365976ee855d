package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
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
    cloud.builds().addProject(name);
    return ResourceType.withArn(name, cloud.arn("codebuild", "project/" + name));
  }
}
