package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// Who may call a function; here everything may.
final class LambdaPermission implements ResourceType {
  @Override
  public String name() {
    return "AWS::Lambda::Permission";
  }

  @Override
  public List<String> properties() {
    return List.of("Action", "FunctionName", "Principal", "SourceArn");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    return ResourceType.named(resource.logicalId());
  }
}
