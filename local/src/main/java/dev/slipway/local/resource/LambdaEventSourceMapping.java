package dev.slipway.local.resource;

import dev.slipway.local.lambda.QueueSource;
import dev.slipway.local.template.Stack.Physical;
import dev.slipway.model.Json;
import java.util.List;

/// A function that is called with what arrives in a queue.
final class LambdaEventSourceMapping implements ResourceType {
  private static final Json PARTIAL = Json.of("ReportBatchItemFailures");

  @Override
  public String name() {
    return "AWS::Lambda::EventSourceMapping";
  }

  @Override
  public List<String> properties() {
    return List.of("BatchSize", "EventSourceArn", "FunctionName", "FunctionResponseTypes");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var properties = resource.properties();
    var queueArn = properties.requireString("EventSourceArn");
    var queue = queueArn.substring(queueArn.lastIndexOf(':') + 1);
    var partial = properties.array("FunctionResponseTypes").contains(PARTIAL);
    var mapping =
        new QueueSource.Mapping(
            queueArn,
            cloud.queues().address(queue),
            properties.requireString("FunctionName"),
            properties.number("BatchSize").map(Double::intValue).orElse(10),
            partial);
    cloud.sources().add(new QueueSource(mapping, cloud.queues(), cloud.functions()));
    return ResourceType.named(resource.logicalId());
  }
}
