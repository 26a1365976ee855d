package dev.slipway.local.resource;

import dev.slipway.local.lambda.QueueSource;
import dev.slipway.local.template.Stack.Physical;
import dev.slipway.model.Json;
import java.time.Duration;
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
    return List.of(
        "BatchSize",
        "EventSourceArn",
        "FunctionName",
        "FunctionResponseTypes",
        "MaximumBatchingWindowInSeconds",
        "ScalingConfig.MaximumConcurrency");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var properties = resource.properties();
    var queueArn = properties.requireString("EventSourceArn");
    var partial = properties.array("FunctionResponseTypes").contains(PARTIAL);
    var window = properties.number("MaximumBatchingWindowInSeconds").map(Double::longValue);
    var mapping =
        new QueueSource.Mapping(
            resource.generatedName(),
            queueArn,
            properties.requireString("FunctionName"),
            properties.number("BatchSize").map(Double::intValue).orElse(10),
            partial,
            Duration.ofSeconds(window.orElse(0L)),
            properties.object("ScalingConfig").number("MaximumConcurrency").map(Double::intValue));
    cloud
        .functions()
        .add(
            new QueueSource(
                mapping, cloud.queues(), cloud.functions(), cloud.scheduler(), cloud.region()));
    return ResourceType.named(resource.logicalId());
  }
}
