package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;
import java.util.TreeMap;

/// Security headers on the site's answers. `Strict-Transport-Security` has no place on plain HTTP.
final class CloudFrontResponseHeadersPolicy implements ResourceType {
  @Override
  public String name() {
    return "AWS::CloudFront::ResponseHeadersPolicy";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "ResponseHeadersPolicyConfig.Name", "ResponseHeadersPolicyConfig.SecurityHeadersConfig.*");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var config =
        resource.properties().object("ResponseHeadersPolicyConfig").object("SecurityHeadersConfig");
    var headers = new TreeMap<String, String>();
    config
        .object("ContentSecurityPolicy")
        .string("ContentSecurityPolicy")
        .ifPresent(value -> headers.put("Content-Security-Policy", value));
    config
        .object("FrameOptions")
        .string("FrameOption")
        .ifPresent(value -> headers.put("X-Frame-Options", value));
    config
        .object("ReferrerPolicy")
        .string("ReferrerPolicy")
        .ifPresent(value -> headers.put("Referrer-Policy", value));
    config
        .get("ContentTypeOptions")
        .ifPresent(_ -> headers.put("X-Content-Type-Options", "nosniff"));
    cloud.front().addHeaders(resource.logicalId(), headers);
    return ResourceType.named(resource.logicalId());
  }
}
