package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// An alias of a function.
final class LambdaAlias implements ResourceType {
  @Override
  public String name() {
    return "AWS::Lambda::Alias";
  }

  @Override
  public List<String> properties() {
    return List.of("FunctionName", "FunctionVersion", "Name");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var function = resource.properties().requireString("FunctionName");
    var alias = resource.properties().requireString("Name");
    cloud
        .functions()
        .alias(function, alias, resource.properties().requireString("FunctionVersion"));
    return ResourceType.named(cloud.arn("lambda", "function:%s:%s".formatted(function, alias)));
  }
}
