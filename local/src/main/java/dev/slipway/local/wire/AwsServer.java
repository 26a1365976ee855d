package dev.slipway.local.wire;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.bill.Bill;
import dev.slipway.local.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// The AWS port: hands each request to the service that it names, as AWS's own addresses would.
///
/// JSON services are told apart by `X-Amz-Target`, query services by their version, others by the
/// name in the signature or else by their paths; what nobody claims is S3's.
public final class AwsServer implements LoopbackServer.Answering {
  private static final int MAX_BODY = 16 * 1024 * 1024;
  private static final String JSON = "application/x-amz-json-1.0";

  /// What answers on this port.
  ///
  /// @param objects S3
  public record Services(
      JsonServices json,
      List<QueryService> query,
      List<RestService> rest,
      LoopbackServer.Answering objects) {}

  private final Map<String, QueryService> query = new HashMap<>();
  private final Services services;
  private final Bill bill;
  private final InstantSource clock;

  public AwsServer(Services services, Bill bill, InstantSource clock) {
    this.services = services;
    this.bill = bill;
    this.clock = clock;
    services.query().forEach(service -> query.put(service.version(), service));
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals("/_slipway/bill")) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      LoopbackServer.send(exchange, 200, bill.json().bytes());
      return;
    }
    var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target != null) {
      json(exchange, target);
    } else if (isForm(exchange)) {
      form(exchange);
    } else {
      rest(exchange);
    }
  }

  private void json(HttpExchange exchange, String target) throws IOException {
    try {
      requireSignature(exchange);
    } catch (AwsError e) {
      fail(exchange, JSON, e);
      return;
    }
    var body = LoopbackServer.body(exchange, MAX_BODY);
    send(
        exchange,
        body.map(bytes -> services.json().call(target, bytes))
            .orElseGet(() ->
                JsonServices.failed(
                    JSON,
                    new AwsError(
                        413, "RequestEntityTooLargeException", "The request exceeds 16 MB"))));
  }

  private Signed requireSignature(HttpExchange exchange) {
    var signed =
        Signed.of(exchange)
            .orElseThrow(() ->
                new AwsError(
                    403, "MissingAuthenticationTokenException", "Missing Authentication Token"));
    if (signed.until().filter(clock.instant()::isAfter).isPresent()) {
      throw new AwsError(403, "AccessDenied", "Request has expired");
    }
    return signed;
  }

  /// Answers with an error as services do that speak JSON.
  public static void fail(HttpExchange exchange, String contentType, AwsError error)
      throws IOException {
    send(exchange, JsonServices.failed(contentType, error));
  }

  private static void send(HttpExchange exchange, JsonServices.Answer answer) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.contentType());
    headers.set("x-amzn-RequestId", requestId());
    if (!answer.error().isEmpty()) {
      headers.set("x-amzn-ErrorType", answer.error());
    }
    if (!answer.queryError().isEmpty()) {
      headers.set("x-amzn-query-error", answer.queryError() + ";Sender");
    }
    LoopbackServer.send(exchange, answer.status(), answer.body());
  }

  /// Names the request to people; nothing secret depends on it.
  private static String requestId() {
    var chance = ThreadLocalRandom.current();
    return new UUID(chance.nextLong(), chance.nextLong()).toString();
  }

  private static boolean isForm(HttpExchange exchange) {
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    var query = exchange.getRequestURI().getRawQuery();
    var posted =
        exchange.getRequestMethod().equals("POST")
            && type != null
            && type.startsWith("application/x-www-form-urlencoded");
    return posted || (query != null && query.contains("Action=") && query.contains("Version="));
  }

  private void form(HttpExchange exchange) throws IOException {
    try {
      var body =
          LoopbackServer.body(exchange, MAX_BODY)
              .orElseThrow(
                  () -> new AwsError(413, "RequestEntityTooLarge", "The request exceeds 16 MB"));
      var text = new String(body, StandardCharsets.UTF_8);
      var address = exchange.getRequestURI().getRawQuery();
      var form = withQueue(Form.of(address == null ? text : address + "&" + text), exchange);
      var signed = requireSignature(exchange);
      var service =
          services.query().stream()
              .filter(one -> signed.service().filter(one.signingName()::equals).isPresent())
              .findFirst()
              .or(() -> Optional.ofNullable(query.get(form.get("Version"))))
              .orElseThrow(() ->
                  new AwsError(
                      400,
                      "InvalidAction",
                      "The local cloud has no service with the version '%s'"
                          .formatted(form.get("Version"))));
      bill.count(service.signingName(), form.get("Action"));
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      LoopbackServer.send(exchange, 200, service.query(form.get("Action"), form).bytes());
    } catch (AwsError e) {
      failForm(exchange, e);
    } catch (StoreException e) {
      failForm(exchange, AwsError.full(e));
    } catch (IllegalArgumentException | ClassCastException e) {
      failForm(exchange, new AwsError(400, "MalformedInput", String.valueOf(e.getMessage())));
    }
  }

  /// The oldest clients send a queue's requests to the queue's own address.
  private static Form withQueue(Form form, HttpExchange exchange) {
    var path = exchange.getRequestURI().getPath();
    if (path.length() < 2 || form.parameters().containsKey("QueueUrl")) {
      return form;
    }
    var more = new LinkedHashMap<>(form.parameters());
    more.put("QueueUrl", path);
    return new Form(more);
  }

  private static void failForm(HttpExchange exchange, AwsError error) throws IOException {
    var xml =
        new Xml()
            .open("ErrorResponse")
            .open("Error")
            .put("Type", error.status() < 500 ? "Sender" : "Receiver")
            .put("Code", error.code())
            .put("Message", String.valueOf(error.getMessage()))
            .close("Error")
            .put("RequestId", requestId())
            .close("ErrorResponse");
    exchange.getResponseHeaders().set("Content-Type", "text/xml");
    LoopbackServer.send(exchange, error.status(), xml.bytes());
  }

  private void rest(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    try {
      var scope = Signed.of(exchange).flatMap(Signed::service);
      var found =
          services.rest().stream()
              .filter(
                  service -> scope.map(service.signingName()::equals).orElse(service.owns(path)))
              .findFirst();
      if (found.isPresent()) {
        requireSignature(exchange);
        bill.count(found.get().signingName(), exchange.getRequestMethod());
        found.get().answering().answer(exchange);
      } else if (scope.isEmpty() || scope.get().startsWith("s3")) {
        bill.count("s3", exchange.getRequestMethod());
        services.objects().answer(exchange);
      } else {
        throw new AwsError(
            404,
            "UnknownOperationException",
            "The local cloud has no service %s at %s".formatted(scope.get(), path));
      }
    } catch (AwsError e) {
      fail(exchange, "application/json", e);
    } catch (StoreException e) {
      fail(exchange, "application/json", AwsError.full(e));
    }
  }
}
