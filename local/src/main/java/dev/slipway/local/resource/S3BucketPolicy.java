package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// Who may use a bucket; here everything may.
final class S3BucketPolicy implements ResourceType {
  @Override
  public String name() {
    return "AWS::S3::BucketPolicy";
  }

  @Override
  public List<String> properties() {
    return List.of("Bucket", "PolicyDocument.*");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    return ResourceType.named(resource.logicalId());
  }
}
