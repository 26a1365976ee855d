package dev.slipway.local.wire;

import dev.slipway.local.bill.Bill;
import dev.slipway.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// An AWS port with some services on it, as clients meet it.
public final class AwsPort implements AutoCloseable {
  private final LoopbackServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile LoopbackServer.Answering answering = exchange -> {};

  private final List<JsonService> json = new ArrayList<>();
  private final List<QueryService> query = new ArrayList<>();
  private final List<RestService> rest = new ArrayList<>();
  private LoopbackServer.Answering objects =
      exchange ->
          AwsServer.fail(exchange, "application/json", new AwsError(404, "NoSuchBucket", "none"));

  public AwsPort() {
    try {
      this.server = LoopbackServer.bind(0, exchange -> answering.answer(exchange));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  public int port() {
    return server.port();
  }

  public AwsPort with(JsonService service) {
    json.add(service);
    return this;
  }

  public AwsPort with(QueryService service) {
    query.add(service);
    return this;
  }

  public AwsPort with(RestService service) {
    rest.add(service);
    return this;
  }

  public AwsPort objects(LoopbackServer.Answering found) {
    objects = found;
    return this;
  }

  public AwsPort start(InstantSource clock) {
    var bill = new Bill();
    answering =
        new AwsServer(
            new AwsServer.Services(new JsonServices(json, bill), query, rest, objects),
            bill,
            clock);
    server.start();
    return this;
  }

  /// @param status 200, or the error's
  public record Answer(int status, Json.Obj body, HttpResponse<byte[]> raw) {
    public String error() {
      return body.string("__type").orElse("");
    }
  }

  /// Calls a JSON service.
  ///
  /// @param target `AmazonSQS.SendMessage`
  /// @param body JSON with apostrophes in place of quotation marks
  public Answer json(String target, String body) {
    return json(target, (Json.Obj) Json.parse(body.replace('\'', '"')));
  }

  public Answer json(String target, Json.Obj body) {
    var answer =
        send(
            "POST",
            "/",
            service(target),
            body.bytes(),
            "X-Amz-Target",
            target,
            "Content-Type",
            "application/x-amz-json-1.0");
    return new Answer(answer.statusCode(), Json.parseObject(answer.body()), answer);
  }

  private static String service(String target) {
    return target.substring(0, target.indexOf('.')).toLowerCase(java.util.Locale.ROOT);
  }

  /// Calls a service of the query protocol; the answer is XML.
  public HttpResponse<byte[]> form(String service, String form) {
    return send(
        "POST",
        "/",
        service,
        form.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  /// Sends a request that has a signature's shape.
  ///
  /// @param headers names and values
  public HttpResponse<byte[]> send(
      String method, String path, String service, byte[] body, String... headers) {
    var all = new ArrayList<>(List.of(headers));
    all.add("Authorization");
    all.add(
        "AWS4-HMAC-SHA256 Credential=any/20261125/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=00"
            .formatted(service));
    return raw(method, path, body, all.toArray(String[]::new));
  }

  /// Sends a request as it is.
  public HttpResponse<byte[]> raw(String method, String path, byte[] body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
  }
}
