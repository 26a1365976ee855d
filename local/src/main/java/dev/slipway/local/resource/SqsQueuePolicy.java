package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// Who may use a queue; here everything may.
final class SqsQueuePolicy implements ResourceType {
  @Override
  public String name() {
    return "AWS::SQS::QueuePolicy";
  }

  @Override
  public List<String> properties() {
    return List.of("PolicyDocument.*", "Queues");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    return ResourceType.named(resource.logicalId());
  }
}
