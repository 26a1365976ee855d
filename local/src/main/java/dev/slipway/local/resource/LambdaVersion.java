package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;
import java.util.Map;

/// A published version of a function; the first and only one of this process.
final class LambdaVersion implements ResourceType {
  @Override
  public String name() {
    return "AWS::Lambda::Version";
  }

  @Override
  public List<String> properties() {
    return List.of("FunctionName");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var function = resource.properties().requireString("FunctionName");
    cloud.functions().publish(function, 1);
    return new Physical(
        cloud.arn("lambda", "function:%s:1".formatted(function)), Map.of("Version", "1"));
  }
}
