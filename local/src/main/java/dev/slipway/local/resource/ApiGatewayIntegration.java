package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// Which function an API's routes call.
final class ApiGatewayIntegration implements ResourceType {
  @Override
  public String name() {
    return "AWS::ApiGatewayV2::Integration";
  }

  @Override
  public List<String> properties() {
    return List.of("ApiId", "IntegrationType", "IntegrationUri", "PayloadFormatVersion");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var properties = resource.properties();
    var api = cloud.front().api(properties.requireString("ApiId"));
    api.integrate(resource.logicalId(), properties.requireString("IntegrationUri"));
    return ResourceType.named(resource.logicalId());
  }
}
