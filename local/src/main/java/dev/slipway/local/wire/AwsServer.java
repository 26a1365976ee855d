package dev.slipway.local.wire;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.bill.Bill;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The AWS port: hands each request to the service that it names, as AWS's own addresses would.
///
/// JSON services are told apart by `X-Amz-Target`, Lambda by its path, STS by its form; all else is
/// S3.
public final class AwsServer implements LoopbackServer.Answering {
  private static final int MAX_BODY = 16 * 1024 * 1024;

  private final JsonServices services;
  private final LoopbackServer.Answering lambda;
  private final LoopbackServer.Answering objects;
  private final Bill bill;
  private final String account;

  public AwsServer(
      JsonServices services,
      LoopbackServer.Answering lambda,
      LoopbackServer.Answering objects,
      Bill bill,
      String account) {
    this.services = services;
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
    var body = LoopbackServer.body(exchange, MAX_BODY);
    var answer =
        body.map(bytes -> services.call(target, bytes))
            .orElseGet(() ->
                JsonServices.failed(
                    "application/x-amz-json-1.0",
                    new AwsError(
                        413, "RequestEntityTooLargeException", "The request exceeds 16 MB")));
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    if (!answer.error().isEmpty()) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", answer.error());
    }
    LoopbackServer.send(exchange, answer.status(), answer.body());
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
