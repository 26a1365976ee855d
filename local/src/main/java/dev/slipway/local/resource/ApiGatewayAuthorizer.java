package dev.slipway.local.resource;

import dev.slipway.local.http.Authorizer;
import dev.slipway.local.template.Stack.Physical;
import dev.slipway.local.template.TemplateException;
import java.time.Duration;
import java.util.List;

/// A function that says who may call the routes of an API.
final class ApiGatewayAuthorizer implements ResourceType {
  /// How long a verdict holds where the template does not say.
  private static final int USUALLY_KEPT = 300;

  @Override
  public String name() {
    return "AWS::ApiGatewayV2::Authorizer";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "ApiId",
        "AuthorizerPayloadFormatVersion",
        "AuthorizerResultTtlInSeconds",
        "AuthorizerType",
        "AuthorizerUri",
        "EnableSimpleResponses",
        "IdentitySource",
        "Name");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var properties = resource.properties();
    only(resource, "AuthorizerType", "REQUEST");
    only(resource, "AuthorizerPayloadFormatVersion", "2.0");
    var identity = properties.strings("IdentitySource");
    var kept =
        properties
            .number("AuthorizerResultTtlInSeconds")
            .orElse((double) (identity.isEmpty() ? 0 : USUALLY_KEPT));
    cloud
        .front()
        .api(properties.requireString("ApiId"))
        .authorize(
            resource.logicalId(),
            new Authorizer.Settings(
                function(properties.requireString("AuthorizerUri")),
                identity,
                properties.bool("EnableSimpleResponses").orElse(false),
                Duration.ofSeconds(kept.longValue())));
    return ResourceType.named(resource.logicalId());
  }

  private static void only(Declaration resource, String property, String known) {
    var given = resource.properties().string(property).orElse(known);
    if (!given.equals(known)) {
      throw new TemplateException(
          "%s: %s has the %s %s; the local cloud knows %s"
              .formatted(resource.stack(), resource.logicalId(), property, given, known));
    }
  }

  /// `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:…/invocations`.
  private static String function(String uri) {
    var start = uri.indexOf("arn:", 1);
    var end = uri.lastIndexOf("/invocations");
    return start < 0 || end < start ? uri : uri.substring(start, end);
  }
}
