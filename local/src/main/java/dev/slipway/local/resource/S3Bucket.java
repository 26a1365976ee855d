package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;
import java.util.Map;

/// A bucket; one that is there keeps its objects.
final class S3Bucket implements ResourceType {
  @Override
  public String name() {
    return "AWS::S3::Bucket";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "BucketEncryption.*",
        "LifecycleConfiguration.*",
        "PublicAccessBlockConfiguration.*",
        "Tags.*");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var name = resource.lowerCaseName();
    cloud.objects().createBucket(name);
    return new Physical(
        name,
        Map.of(
            "Arn", "arn:aws:s3:::" + name,
            "RegionalDomainName", name + ".s3.%s.amazonaws.com".formatted(cloud.region())));
  }
}
