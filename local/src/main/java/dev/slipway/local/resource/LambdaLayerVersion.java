package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// A layer of a function that is never called here.
final class LambdaLayerVersion implements ResourceType {
  @Override
  public String name() {
    return "AWS::Lambda::LayerVersion";
  }

  @Override
  public List<String> properties() {
    return List.of("Content.*", "Description");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    return ResourceType.named(cloud.arn("lambda", "layer:" + resource.logicalId() + ":1"));
  }
}
