package dev.slipway.local.wire;

import dev.slipway.local.bill.Bill;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// An AWS port with some services on it, as clients meet it.
public final class AwsPort implements AutoCloseable {
  private final LoopbackServer server;
  private final AwsClient client;
  private volatile LoopbackServer.Answering answering = exchange -> {};

  private final List<JsonService> json = new ArrayList<>();
  private final List<QueryService> query = new ArrayList<>();
  private final List<RestService> rest = new ArrayList<>();
  private LoopbackServer.Answering objects =
      exchange ->
          AwsServer.fail(exchange, "application/json", new AwsError(404, "NoSuchBucket", "none"));

  public AwsPort() {
    try {
      this.server =
          LoopbackServer.bind(0, () -> Instant.EPOCH, exchange -> answering.answer(exchange));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    client = new AwsClient(URI.create("http://127.0.0.1:" + server.port()));
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

  /// Talks to this port.
  public AwsClient client() {
    return client;
  }

  public AwsClient.Answer json(String target, String body) {
    return client.json(target, body);
  }

  public HttpResponse<byte[]> form(String service, String form) {
    return client.form(service, form);
  }

  public HttpResponse<byte[]> send(
      String method, String path, String service, byte[] body, String... headers) {
    return client.send(method, path, service, body, headers);
  }

  public HttpResponse<byte[]> raw(String method, String path, byte[] body, String... headers) {
    return client.raw(method, path, body, headers);
  }

  public static String text(HttpResponse<byte[]> answer) {
    return AwsClient.text(answer);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
