package dev.slipway.local.resource;

import dev.slipway.local.http.Distribution;
import dev.slipway.local.template.Stack.Physical;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The distribution: what the public port answers. Compression, TLS and caching policies belong to
/// the edge; they are understood and have no effect here.
final class CloudFrontDistribution implements ResourceType {
  @Override
  public String name() {
    return "AWS::CloudFront::Distribution";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "DistributionConfig.CacheBehaviors.AllowedMethods",
        "DistributionConfig.CacheBehaviors.CachePolicyId",
        "DistributionConfig.CacheBehaviors.Compress",
        "DistributionConfig.CacheBehaviors.OriginRequestPolicyId",
        "DistributionConfig.CacheBehaviors.PathPattern",
        "DistributionConfig.CacheBehaviors.TargetOriginId",
        "DistributionConfig.CacheBehaviors.ViewerProtocolPolicy",
        "DistributionConfig.Comment",
        "DistributionConfig.DefaultCacheBehavior.CachePolicyId",
        "DistributionConfig.DefaultCacheBehavior.Compress",
        "DistributionConfig.DefaultCacheBehavior.FunctionAssociations.EventType",
        "DistributionConfig.DefaultCacheBehavior.FunctionAssociations.FunctionARN",
        "DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId",
        "DistributionConfig.DefaultCacheBehavior.TargetOriginId",
        "DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy",
        "DistributionConfig.DefaultRootObject",
        "DistributionConfig.Enabled",
        "DistributionConfig.HttpVersion",
        "DistributionConfig.IPV6Enabled",
        "DistributionConfig.Origins.CustomOriginConfig.*",
        "DistributionConfig.Origins.DomainName",
        "DistributionConfig.Origins.Id",
        "DistributionConfig.Origins.OriginAccessControlId",
        "DistributionConfig.Origins.S3OriginConfig.*",
        "DistributionConfig.PriceClass",
        "DistributionConfig.ViewerCertificate.*",
        "DistributionConfig.Restrictions.*",
        "DistributionConfig.Logging.*");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var config = resource.properties().object("DistributionConfig");
    var behaviours = new ArrayList<Distribution.Behaviour>();
    for (var item : config.array("CacheBehaviors")) {
      var prefix = ((Json.Obj) item).requireString("PathPattern").replace("*", "");
      behaviours.add(new Distribution.Behaviour(prefix, cloud.front().onlyApi()));
    }
    cloud.front().distribute(new Distribution(behaviours, files(config, cloud), cloud.objects()));
    return new Physical(
        resource.logicalId(),
        Map.of("DomainName", "127.0.0.1:" + cloud.publicPort(), "Id", resource.logicalId()));
  }

  private static Distribution.Files files(Json.Obj config, Cloud cloud) {
    var behaviour = config.object("DefaultCacheBehavior");
    var domain =
        config.array("Origins").stream()
            .map(Json.Obj.class::cast)
            .filter(origin -> origin.string("Id").equals(behaviour.string("TargetOriginId")))
            .findFirst()
            .orElseThrow()
            .requireString("DomainName");
    return new Distribution.Files(
        domain.substring(0, domain.indexOf('.')),
        config.requireString("DefaultRootObject"),
        !behaviour.array("FunctionAssociations").isEmpty(),
        behaviour.string("ResponseHeadersPolicyId").map(cloud.front()::headers).orElse(Map.of()));
  }
}
