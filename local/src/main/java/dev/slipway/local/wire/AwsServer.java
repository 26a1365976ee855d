package dev.slipway.local.wire;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.bill.Bill;
import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The AWS port: hands each request to the service that it names, as AWS's own addresses would.
///
/// JSON services are told apart by `X-Amz-Target`, Lambda by its path, STS by its form; all else is
/// S3.
public final class AwsServer implements LoopbackServer.Answering {
  private static final int MAX_BODY = 16 * 1024 * 1024;

  private final Map<String, JsonService> services = new LinkedHashMap<>();
  private final LoopbackServer.Answering lambda;
  private final LoopbackServer.Answering objects;
  private final Bill bill;
  private final String account;

  public AwsServer(
      List<JsonService> services,
      LoopbackServer.Answering lambda,
      LoopbackServer.Answering objects,
      Bill bill,
      String account) {
    services.forEach(service -> this.services.put(service.targetPrefix(), service));
    this.lambda = lambda;
    this.objects = objects;
    this.bill = bill;
    this.account = account;
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    var path = exchange.getRequestURI().getPath();
    if (target != null) {
      json(exchange, target);
    } else if (path.startsWith("/2015-03-31/")) {
      lambda.answer(exchange);
    } else if (path.equals("/_slipway/bill")) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      LoopbackServer.send(exchange, 200, bill.json().bytes());
    } else if (isForm(exchange)) {
      form(exchange);
    } else {
      bill.count("s3", exchange.getRequestMethod());
      objects.answer(exchange);
    }
  }

  private void json(HttpExchange exchange, String target) throws IOException {
    var dot = target.indexOf('.');
    var service = services.get(dot < 0 ? target : target.substring(0, dot));
    if (service == null) {
      fail(
          exchange,
          "application/x-amz-json-1.0",
          new AwsError(
              400, "UnknownOperationException", "The local cloud has no service for " + target));
      return;
    }
    var operation = target.substring(dot + 1);
    var body = LoopbackServer.body(exchange, MAX_BODY);
    if (body.isEmpty()) {
      fail(
          exchange,
          service.contentType(),
          new AwsError(413, "RequestEntityTooLargeException", "The request exceeds 16 MB"));
      return;
    }
    bill.count(service.targetPrefix(), operation);
    try {
      var answer = service.call(operation, body.get());
      exchange.getResponseHeaders().set("Content-Type", service.contentType());
      exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
      LoopbackServer.send(exchange, 200, answer);
    } catch (AwsError e) {
      fail(exchange, service.contentType(), e);
    } catch (IllegalArgumentException e) {
      fail(
          exchange,
          service.contentType(),
          new AwsError(400, "SerializationException", String.valueOf(e.getMessage())));
    }
  }

  private static void fail(HttpExchange exchange, String contentType, AwsError error)
      throws IOException {
    var members = new LinkedHashMap<String, Json>();
    members.put("__type", Json.of(error.code()));
    members.put("message", Json.of(String.valueOf(error.getMessage())));
    members.putAll(error.details().members());
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.getResponseHeaders().set("x-amzn-ErrorType", error.code());
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    LoopbackServer.send(exchange, error.status(), new Json.Obj(members).bytes());
  }

  private static boolean isForm(HttpExchange exchange) {
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    return exchange.getRequestMethod().equals("POST")
        && exchange.getRequestURI().getPath().equals("/")
        && type != null
        && type.startsWith("application/x-www-form-urlencoded");
  }

  /// The query protocol: only `sts:GetCallerIdentity`, by which clients ask who they are.
  private void form(HttpExchange exchange) throws IOException {
    var body = LoopbackServer.body(exchange, MAX_BODY).orElse(new byte[0]);
    exchange.getResponseHeaders().set("Content-Type", "text/xml");
    if (new String(body, StandardCharsets.UTF_8).contains("Action=GetCallerIdentity")) {
      var text =
          """
          <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>\
          <Arn>arn:aws:iam::%1$s:root</Arn><UserId>%1$s</UserId><Account>%1$s</Account></GetCallerIdentityResult>\
          <ResponseMetadata><RequestId>%2$s</RequestId></ResponseMetadata></GetCallerIdentityResponse>
          """
              .formatted(account, UUID.randomUUID());
      LoopbackServer.send(exchange, 200, text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    var text =
        """
        <ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code>\
        <Message>The local cloud does not know this action of the query protocol</Message></Error></ErrorResponse>
        """;
    LoopbackServer.send(exchange, 400, text.getBytes(StandardCharsets.UTF_8));
  }
}
