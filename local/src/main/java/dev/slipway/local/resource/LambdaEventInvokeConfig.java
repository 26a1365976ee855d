package dev.slipway.local.resource;

import dev.slipway.local.lambda.InvokeConfig;
import dev.slipway.local.template.Stack.Physical;
import java.time.Duration;
import java.util.List;

/// What becomes of a function's calls that nobody waits for; one setting for all its versions.
final class LambdaEventInvokeConfig implements ResourceType {
  @Override
  public String name() {
    return "AWS::Lambda::EventInvokeConfig";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "DestinationConfig.OnFailure.Destination",
        "DestinationConfig.OnSuccess.Destination",
        "FunctionName",
        "MaximumEventAgeInSeconds",
        "MaximumRetryAttempts",
        "Qualifier");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var properties = resource.properties();
    var usual = InvokeConfig.USUAL;
    var destinations = properties.object("DestinationConfig");
    cloud
        .functions()
        .configure(
            properties.requireString("FunctionName"),
            new InvokeConfig(
                properties
                    .number("MaximumRetryAttempts")
                    .map(Double::intValue)
                    .orElse(usual.retries()),
                properties
                    .number("MaximumEventAgeInSeconds")
                    .map(seconds -> Duration.ofSeconds(seconds.longValue()))
                    .orElse(usual.maximumAge()),
                destinations.object("OnSuccess").string("Destination"),
                destinations.object("OnFailure").string("Destination")));
    return ResourceType.named(resource.logicalId());
  }
}
