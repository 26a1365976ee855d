package dev.slipway.local.queues;

import dev.slipway.local.wire.AwsError;
import dev.slipway.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/// The queue engine, on a port of its own behind the AWS port.
final class ElasticMq implements AutoCloseable {
  /// Longer than SQS's longest wait of 20 s.
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final SQSRestServer server;
  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ElasticMq(SQSRestServer server, URI address) {
    this.server = server;
    this.address = address;
  }

  /// @param publicPort the port under which clients know the queues
  static ElasticMq start(int publicPort, String region, String account) {
    var server =
        SQSRestServerBuilder.withInterface("127.0.0.1")
            .withDynamicPort()
            .withServerAddress(new NodeAddress("http", "127.0.0.1", publicPort, ""))
            .withAWSRegion(region)
            .withAWSAccountId(account)
            .start();
    var port = server.waitUntilStarted().localAddress().getPort();
    return new ElasticMq(server, URI.create("http://127.0.0.1:" + port + "/"));
  }

  /// Calls SQS's JSON protocol.
  ///
  /// @throws AwsError as the engine answers
  byte[] call(String operation, byte[] body) {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AmazonSQS." + operation)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() >= 300) {
        throw error(answer.statusCode(), answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException("the queue engine does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static AwsError error(int status, byte[] body) {
    var json = Json.parseObject(body);
    var type = json.string("__type").orElse("InternalError");
    return new AwsError(
        status,
        type.substring(type.indexOf('#') + 1),
        json.string("message").or(() -> json.string("Message")).orElse(""));
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.stopAndWait();
  }
}
