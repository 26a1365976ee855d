package dev.slipway.local.wire;

import dev.slipway.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Speaks AWS's protocols to any address, with a signature's shape in place of a signature.
public final class AwsClient implements AutoCloseable {
  /// Longer than any answer may take.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  public AwsClient(URI address) {
    this.address = address;
  }

  public URI address() {
    return address;
  }

  /// @param status 200, or the error's
  public record Answer(int status, Json.Obj body, HttpResponse<byte[]> raw) {
    /// The error's name, without its namespace.
    public String error() {
      var type = body.string("__type").orElse("");
      return type.substring(type.indexOf('#') + 1);
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
    var answer = json(target, body.bytes());
    return new Answer(answer.statusCode(), Json.parseObject(answer.body()), answer);
  }

  public HttpResponse<byte[]> json(String target, byte[] body) {
    return send(
        "POST",
        "/",
        service(target),
        body,
        "X-Amz-Target",
        target,
        "Content-Type",
        target.matches("(AmazonSQS|DynamoDB_20120810|AWSStepFunctions)\\..*")
            ? "application/x-amz-json-1.0"
            : "application/x-amz-json-1.1");
  }

  /// A signature's scope, by which some clouds tell services apart.
  private static String service(String target) {
    var prefix = target.substring(0, Math.max(0, target.indexOf('.')));
    return switch (prefix) {
      case "AmazonSQS" -> "sqs";
      case "AmazonSSM" -> "ssm";
      case "AWSEvents" -> "events";
      case "AWSStepFunctions" -> "states";
      case "CodeBuild_20161006" -> "codebuild";
      case "DynamoDB_20120810" -> "dynamodb";
      default -> prefix.toLowerCase(Locale.ROOT);
    };
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
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
