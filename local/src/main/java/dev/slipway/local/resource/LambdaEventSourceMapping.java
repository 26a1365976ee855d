package dev.slipway.local.resource;

import dev.slipway.local.lambda.Filters;
import dev.slipway.local.lambda.QueueSource;
import dev.slipway.local.lambda.StreamSource;
import dev.slipway.local.template.Stack.Physical;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A function that is called with what arrives in a queue or changes in a table.
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
        "BisectBatchOnFunctionError",
        "DestinationConfig.OnFailure.Destination",
        "EventSourceArn",
        "FilterCriteria.*",
        "FunctionName",
        "FunctionResponseTypes",
        "MaximumBatchingWindowInSeconds",
        "MaximumRecordAgeInSeconds",
        "MaximumRetryAttempts",
        // One batch at a time keeps every order that several would.
        "ParallelizationFactor",
        "ScalingConfig.MaximumConcurrency",
        "StartingPosition");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var arn = resource.properties().requireString("EventSourceArn");
    if (arn.startsWith("arn:aws:dynamodb:")) {
      cloud.functions().follow(stream(resource, arn), cloud.tables().streams());
    } else {
      cloud.functions().add(queue(resource, arn, cloud));
    }
    return ResourceType.named(resource.logicalId());
  }

  private static QueueSource queue(Declaration resource, String arn, Cloud cloud) {
    var properties = resource.properties();
    var mapping =
        new QueueSource.Mapping(
            resource.generatedName(),
            arn,
            properties.requireString("FunctionName"),
            whole(properties, "BatchSize").orElse(10),
            partial(properties),
            window(properties),
            whole(properties.object("ScalingConfig"), "MaximumConcurrency"),
            filters(properties));
    return new QueueSource(
        mapping, cloud.queues(), cloud.functions(), cloud.scheduler(), cloud.region());
  }

  private static StreamSource.Mapping stream(Declaration resource, String arn) {
    var properties = resource.properties();
    var failing =
        new StreamSource.Failing(
            properties.bool("BisectBatchOnFunctionError").orElse(false),
            whole(properties, "MaximumRetryAttempts").filter(most -> most >= 0),
            whole(properties, "MaximumRecordAgeInSeconds")
                .filter(age -> age >= 0)
                .map(Duration::ofSeconds),
            properties.object("DestinationConfig").object("OnFailure").string("Destination"));
    return new StreamSource.Mapping(
        resource.generatedName(),
        arn,
        properties.requireString("FunctionName"),
        StreamSource.Start.valueOf(properties.requireString("StartingPosition")),
        whole(properties, "BatchSize").orElse(100),
        partial(properties),
        window(properties),
        failing,
        filters(properties));
  }

  private static Filters filters(Json.Obj properties) {
    return Filters.of(properties.object("FilterCriteria"));
  }

  private static boolean partial(Json.Obj properties) {
    return properties.array("FunctionResponseTypes").contains(PARTIAL);
  }

  private static Duration window(Json.Obj properties) {
    return Duration.ofSeconds(whole(properties, "MaximumBatchingWindowInSeconds").orElse(0));
  }

  private static Optional<Integer> whole(Json.Obj properties, String name) {
    return properties.number(name).map(Double::intValue);
  }
}
