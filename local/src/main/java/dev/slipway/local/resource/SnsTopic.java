package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// A topic; only alarms publish to it.
final class SnsTopic implements ResourceType {
  @Override
  public String name() {
    return "AWS::SNS::Topic";
  }

  @Override
  public List<String> properties() {
    return List.of("TopicName");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    return ResourceType.named(cloud.arn("sns", resource.generatedName()));
  }
}
