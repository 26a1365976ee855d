package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// A role. Nothing here checks permissions: everything runs as the user who started it.
final class IamRole implements ResourceType {
  @Override
  public String name() {
    return "AWS::IAM::Role";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "AssumeRolePolicyDocument.*", "Description", "ManagedPolicyArns", "PermissionsBoundary");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var name = resource.generatedName();
    return ResourceType.withArn(name, "arn:aws:iam::%s:role/%s".formatted(cloud.account(), name));
  }
}
