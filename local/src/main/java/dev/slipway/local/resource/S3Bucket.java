package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import dev.slipway.local.wire.Xml;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        "LifecycleConfiguration.Rules.AbortIncompleteMultipartUpload.DaysAfterInitiation",
        "LifecycleConfiguration.Rules.ExpirationInDays",
        "LifecycleConfiguration.Rules.Id",
        "LifecycleConfiguration.Rules.Prefix",
        "LifecycleConfiguration.Rules.Status",
        "PublicAccessBlockConfiguration.*",
        "Tags.*");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var name = resource.lowerCaseName();
    cloud.objects().createBucket(name);
    cloud.objects().configure(name, "lifecycle", lifecycle(resource.properties()));
    return new Physical(
        name,
        Map.of(
            "Arn", "arn:aws:s3:::" + name,
            "RegionalDomainName", name + ".s3.%s.amazonaws.com".formatted(cloud.region())));
  }

  /// The rules as S3's own interface takes them.
  private static Optional<String> lifecycle(Json.Obj properties) {
    var rules = properties.object("LifecycleConfiguration").array("Rules");
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    var xml = new Xml().open("LifecycleConfiguration");
    for (var item : rules) {
      var rule = (Json.Obj) item;
      xml.open("Rule")
          .put("ID", rule.string("Id"))
          .put("Prefix", rule.string("Prefix").orElse(""))
          .put("Status", rule.requireString("Status"));
      rule.number("ExpirationInDays")
          .ifPresent(
              days -> xml.open("Expiration").put("Days", days.longValue()).close("Expiration"));
      rule.object("AbortIncompleteMultipartUpload")
          .number("DaysAfterInitiation")
          .ifPresent(days ->
              xml.open("AbortIncompleteMultipartUpload")
                  .put("DaysAfterInitiation", days.longValue())
                  .close("AbortIncompleteMultipartUpload"));
      xml.close("Rule");
    }
    return Optional.of(xml.close("LifecycleConfiguration").text());
  }
}
