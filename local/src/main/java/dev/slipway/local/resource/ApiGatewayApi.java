package dev.slipway.local.resource;

import dev.slipway.local.http.HttpApi;
import dev.slipway.local.template.Stack.Physical;
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
    return List.of("Name", "ProtocolType");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var api =
        new HttpApi(
            resource.lowerCaseName(), cloud.account(), cloud.functions(), cloud.scheduler());
    cloud.front().add(api);
    return new Physical(
        api.id(),
        Map.of("ApiEndpoint", "http://127.0.0.1:" + cloud.publicPort(), "ApiId", api.id()));
  }
}
