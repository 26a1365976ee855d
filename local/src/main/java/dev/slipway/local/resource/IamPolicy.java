package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// A policy. Nothing here checks permissions: everything runs as the user who started it.
final class IamPolicy implements ResourceType {
  @Override
  public String name() {
    return "AWS::IAM::Policy";
  }

  @Override
  public List<String> properties() {
    return List.of("PolicyDocument.*", "PolicyName", "Roles");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    return ResourceType.named(resource.properties().requireString("PolicyName"));
  }
}
