package dev.slipway.infra;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.AddRoutesOptions;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/// The HTTP API: webhooks, the job agents' API and the status API. Functions check permissions from
/// their route table; the stage only throttles and logs.
final class FrontDoor extends Construct {
  private static final ThrottleSettings THROTTLE =
      ThrottleSettings.builder().rateLimit(500).burstLimit(1000).build();

  private final HttpApi api;

  FrontDoor(Construct scope, String id) {
    super(scope, id);
    this.api = HttpApi.Builder.create(this, "Api").createDefaultStage(false).build();
    var logs =
        LogGroup.Builder.create(this, "AccessLogs")
            .retention(RetentionDays.ONE_MONTH)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    var stage =
        HttpStage.Builder.create(this, "DefaultStage")
            .httpApi(api)
            .stageName("$default")
            .autoDeploy(true)
            .throttle(THROTTLE)
            .build();
    ((CfnStage) Objects.requireNonNull(stage.getNode().getDefaultChild()))
        .setAccessLogSettings(
            CfnStage.AccessLogSettingsProperty.builder()
                .destinationArn(logs.getLogGroupArn())
                .format(accessLog())
                .build());
  }

  void route(Functions functions) {
    route("/webhooks/{forge}", HttpMethod.POST, functions.receiveWebhook());
    route("/runner/v1/{proxy+}", HttpMethod.ANY, functions.serveRunner());
    route("/api/v1/{proxy+}", HttpMethod.ANY, functions.serveApi());
  }

  private void route(String path, HttpMethod method, HandlerFunction function) {
    api.addRoutes(
        AddRoutesOptions.builder()
            .path(path)
            .methods(List.of(method))
            .integration(new HttpLambdaIntegration(function.getNode().getId(), function.live()))
            .build());
  }

  /// One JSON line a request; never a header, a query or a body.
  private static String accessLog() {
    var fields =
        Map.of(
            "requestId", "$context.requestId",
            "time", "$context.requestTime",
            "route", "$context.routeKey",
            "status", "$context.status",
            "latency", "$context.responseLatency",
            "ip", "$context.identity.sourceIp");
    var json = new StringBuilder("{");
    fields.keySet().stream()
        .sorted()
        .forEach(key ->
            json.append(json.length() > 1 ? "," : "")
                .append("\"%s\":\"%s\"".formatted(key, fields.get(key))));
    return json.append("}").toString();
  }

  HttpApi api() {
    return api;
  }
}
