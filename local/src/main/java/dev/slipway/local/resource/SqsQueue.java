package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Map;

/// A queue. Encryption and the throughput mode belong to AWS's machines; they are understood and
/// have no effect here.
final class SqsQueue implements ResourceType {
  @Override
  public String name() {
    return "AWS::SQS::Queue";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "DeduplicationScope",
        "FifoQueue",
        "FifoThroughputLimit",
        "MessageRetentionPeriod",
        "RedrivePolicy.*",
        "SqsManagedSseEnabled",
        "VisibilityTimeout");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var properties = resource.properties();
    var fifo = properties.bool("FifoQueue").orElse(false);
    var name = resource.generatedName() + (fifo ? ".fifo" : "");
    var attributes = Json.object();
    if (fifo) {
      attributes.put("FifoQueue", "true");
    }
    for (var property : List.of("MessageRetentionPeriod", "RedrivePolicy", "VisibilityTimeout")) {
      properties.get(property).ifPresent(value -> attributes.put(property, value.text()));
    }
    cloud.queues().create(name, attributes.build());
    return new Physical(
        cloud.queues().address(name), Map.of("Arn", cloud.arn("sqs", name), "QueueName", name));
  }
}
