package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import dev.slipway.local.template.TemplateException;
import java.util.List;
import java.util.Optional;

/// A route of an API.
final class ApiGatewayRoute implements ResourceType {
  @Override
  public String name() {
    return "AWS::ApiGatewayV2::Route";
  }

  @Override
  public List<String> properties() {
    return List.of("ApiId", "AuthorizationType", "AuthorizerId", "RouteKey", "Target");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var properties = resource.properties();
    var authorization = properties.string("AuthorizationType").orElse("NONE");
    if (!List.of("NONE", "CUSTOM").contains(authorization)) {
      throw new TemplateException(
          "%s: the local cloud does not know the authorization %s of the route %s"
              .formatted(resource.stack(), authorization, resource.logicalId()));
    }
    var target = properties.requireString("Target");
    cloud
        .front()
        .api(properties.requireString("ApiId"))
        .route(
            properties.requireString("RouteKey"),
            target.substring(target.lastIndexOf('/') + 1),
            authorization.equals("CUSTOM")
                ? Optional.of(properties.requireString("AuthorizerId"))
                : Optional.empty());
    return ResourceType.named(resource.logicalId());
  }
}
