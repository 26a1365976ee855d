package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// The stage of an API. This machine's own requests are neither throttled nor written to an access
/// log.
final class ApiGatewayStage implements ResourceType {
  @Override
  public String name() {
    return "AWS::ApiGatewayV2::Stage";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "AccessLogSettings.*", "ApiId", "AutoDeploy", "DefaultRouteSettings.*", "StageName");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    return ResourceType.named(resource.properties().requireString("StageName"));
  }
}
