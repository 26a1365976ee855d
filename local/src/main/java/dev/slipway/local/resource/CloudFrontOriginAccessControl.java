package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;
import java.util.Map;

/// How the distribution signs its requests to the bucket; here both are one process.
final class CloudFrontOriginAccessControl implements ResourceType {
  @Override
  public String name() {
    return "AWS::CloudFront::OriginAccessControl";
  }

  @Override
  public List<String> properties() {
    return List.of("OriginAccessControlConfig.*");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    return new Physical(resource.logicalId(), Map.of("Id", resource.logicalId()));
  }
}
