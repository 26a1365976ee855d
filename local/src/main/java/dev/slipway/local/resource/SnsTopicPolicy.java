package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// Who may publish to a topic; here everything may.
final class SnsTopicPolicy implements ResourceType {
  @Override
  public String name() {
    return "AWS::SNS::TopicPolicy";
  }

  @Override
  public List<String> properties() {
    return List.of("PolicyDocument.*", "Topics");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    return ResourceType.named(resource.logicalId());
  }
}
