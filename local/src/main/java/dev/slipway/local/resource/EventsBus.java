package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;
import java.util.Map;

/// An event bus.
final class EventsBus implements ResourceType {
  @Override
  public String name() {
    return "AWS::Events::EventBus";
  }

  @Override
  public List<String> properties() {
    return List.of("Name");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var name = resource.properties().requireString("Name");
    cloud.events().addBus(name);
    return new Physical(
        name, Map.of("Name", name, "Arn", cloud.arn("events", "event-bus/" + name)));
  }
}
