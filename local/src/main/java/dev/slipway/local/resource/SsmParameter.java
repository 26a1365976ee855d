package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;
import java.util.Map;

/// A parameter.
final class SsmParameter implements ResourceType {
  @Override
  public String name() {
    return "AWS::SSM::Parameter";
  }

  @Override
  public List<String> properties() {
    return List.of("Name", "Type", "Value");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var name = resource.properties().requireString("Name");
    var type = resource.properties().requireString("Type");
    cloud.parameters().put(name, type, resource.properties().requireString("Value"));
    return new Physical(name, Map.of("Type", type));
  }
}
