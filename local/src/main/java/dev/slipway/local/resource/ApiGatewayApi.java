package dev.slipway.local.resource;

import dev.slipway.local.http.Cors;
import dev.slipway.local.http.HttpApi;
import dev.slipway.local.template.Stack.Physical;
import dev.slipway.model.Json;
import java.util.List;
import java.util.Map;

/// An HTTP API; it answers on the public port.
final class ApiGatewayApi implements ResourceType {
  @Override
  public String name() {
    return "AWS::ApiGatewayV2::Api";
  }

  @Override
  public List<String> properties() {
    return List.of("CorsConfiguration.*", "Name", "ProtocolType");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var api =
        new HttpApi(
            resource.lowerCaseName(),
            cloud.region(),
            cloud.account(),
            cloud.functions(),
            cloud.scheduler());
    resource
        .properties()
        .get("CorsConfiguration")
        .ifPresent(_ -> api.allow(cors(resource.properties().object("CorsConfiguration"))));
    cloud.front().add(api);
    return new Physical(
        api.id(),
        Map.of("ApiEndpoint", "http://127.0.0.1:" + cloud.publicPort(), "ApiId", api.id()));
  }

  private static Cors cors(Json.Obj given) {
    return new Cors(
        given.strings("AllowOrigins"),
        given.strings("AllowMethods"),
        given.strings("AllowHeaders"),
        given.strings("ExposeHeaders"),
        given.bool("AllowCredentials").orElse(false),
        given.number("MaxAge").map(Double::intValue).orElse(-1));
  }
}
