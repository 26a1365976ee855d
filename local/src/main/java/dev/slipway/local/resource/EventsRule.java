package dev.slipway.local.resource;

import dev.slipway.local.events.EventBuses;
import dev.slipway.local.events.EventPattern;
import dev.slipway.local.template.Stack.Physical;
import dev.slipway.model.Json;
import java.util.List;

/// A rule that calls a function for events that it wants.
final class EventsRule implements ResourceType {
  @Override
  public String name() {
    return "AWS::Events::Rule";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "Description",
        "EventBusName",
        "EventPattern.*",
        "State",
        "Targets.Arn",
        "Targets.Id",
        "Targets.RetryPolicy.*");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var properties = resource.properties();
    var pattern = EventPattern.of(properties.object("EventPattern"));
    for (var item : properties.array("Targets")) {
      var target = (Json.Obj) item;
      cloud
          .events()
          .addRule(
              new EventBuses.Rule(
                  resource.generatedName(),
                  properties.string("EventBusName").orElse("default"),
                  pattern,
                  target.requireString("Arn"),
                  target
                      .object("RetryPolicy")
                      .number("MaximumRetryAttempts")
                      .map(Double::intValue)
                      .orElse(185)));
    }
    return ResourceType.withArn(
        resource.generatedName(), cloud.arn("events", "rule/" + resource.generatedName()));
  }
}
