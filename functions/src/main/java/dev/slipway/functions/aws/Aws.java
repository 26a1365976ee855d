package dev.slipway.functions.aws;

import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Signed calls to AWS: the JSON protocol of most services, and S3's plain HTTP.
///
/// Retries what may pass, up to four times with doubling pauses; so callers make every call such
/// that it may happen twice. `AWS_ENDPOINT_URL` leads all calls to one address, with S3 path-style.
public final class Aws {
  private static final int TRIES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  private final Credentials credentials;
  private final Map<String, Signature> signatures = new ConcurrentHashMap<>();
  private final String region;
  private final Optional<String> endpoint;
  private final Outside outside;

  /// @param env the function's environment
  public Aws(Map<String, String> env, Outside outside) {
    this.credentials = Credentials.from(env);
    this.region = env.getOrDefault("AWS_REGION", "us-east-1");
    this.endpoint = Optional.ofNullable(env.get("AWS_ENDPOINT_URL"));
    this.outside = outside;
  }

  InstantSource clock() {
    return outside.clock();
  }

  /// A service that speaks AWS JSON.
  ///
  /// @param host what stands before the region in its address, `dynamodb`
  /// @param target what stands before the operation in `X-Amz-Target`
  record Service(String host, String target, String version) {
    static final Service DYNAMODB = new Service("dynamodb", "DynamoDB_20120810", "1.0");
    static final Service SQS = new Service("sqs", "AmazonSQS", "1.0");
    static final Service STATES = new Service("states", "AWSStepFunctions", "1.0");
    static final Service CODEBUILD = new Service("codebuild", "CodeBuild_20161006", "1.1");
    static final Service SECRETS = new Service("secretsmanager", "secretsmanager", "1.1");
    static final Service EVENTS = new Service("events", "AWSEvents", "1.1");
  }

  /// @throws AwsException when the service refuses, or fails again and again
  Json.Obj call(Service service, String operation, Json.Obj body) {
    var uri =
        URI.create(
            endpoint.orElse("https://%s.%s.amazonaws.com".formatted(service.host(), region)) + "/");
    var headers =
        Map.of(
            "content-type", "application/x-amz-json-" + service.version(),
            "x-amz-target", service.target() + "." + operation);
    var answer = send("POST", uri, service.host(), headers, body.bytes());
    return answer.length == 0 ? Json.Obj.EMPTY : Json.parseObject(answer);
  }

  /// @throws AwsException when S3 refuses, or fails again and again
  byte[] s3(String method, String bucket, String key, Map<String, String> headers, byte[] body) {
    return send(method, s3Address(bucket, key), "s3", headers, body);
  }

  /// An address for one upload or download without credentials.
  String presign(String method, String bucket, String key, Duration expires) {
    return signature("s3")
        .presign(method, s3Address(bucket, key), expires, clock().instant())
        .toString();
  }

  private URI s3Address(String bucket, String key) {
    var path = new StringBuilder();
    for (var part : key.split("/", -1)) {
      path.append('/').append(Signature.encode(part));
    }
    try {
      return new URI(
          endpoint
              .map(address -> address + "/" + bucket + path)
              .orElse("https://%s.s3.%s.amazonaws.com%s".formatted(bucket, region, path)));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no key for an object: " + key, e);
    }
  }

  private byte[] send(
      String method, URI uri, String service, Map<String, String> headers, byte[] body) {
    for (var attempt = 1; ; attempt++) {
      try {
        return sendOnce(method, uri, service, headers, body);
      } catch (AwsException e) {
        if (!e.passes() || attempt == TRIES) {
          throw e;
        }
        outside.pause().pause(FIRST_PAUSE.multipliedBy(1L << attempt));
      }
    }
  }

  private byte[] sendOnce(
      String method, URI uri, String service, Map<String, String> headers, byte[] body) {
    try {
      var signed = signature(service).sign(method, uri, headers, body, clock().instant());
      var answer = outside.network().send(method, uri, signed, body);
      if (answer.status() < 300) {
        return answer.body();
      }
      throw error(answer);
    } catch (IOException e) {
      throw new AwsException(503, "NoAnswer", service + ": " + e.getMessage());
    }
  }

  private Signature signature(String service) {
    return signatures.computeIfAbsent(service, name -> new Signature(credentials, region, name));
  }

  private static AwsException error(Outside.Answer answer) {
    var status = answer.status();
    var bytes = answer.body();
    if (bytes.length == 0) {
      return new AwsException(status, "Status" + status, "no answer");
    }
    try {
      var json = Json.parseObject(bytes);
      var type = json.string("__type").or(() -> json.string("code")).orElse("Status" + status);
      return new AwsException(
          status,
          type.substring(type.indexOf('#') + 1),
          json.string("message").or(() -> json.string("Message")).orElse(""));
    } catch (MalformedJsonException _) {
      return new AwsException(
          status, xmlCode(new String(bytes, StandardCharsets.UTF_8), status), "");
    }
  }

  /// S3 answers errors in XML; its code is all that is needed, so no XML parser is.
  private static String xmlCode(String text, int status) {
    var start = text.indexOf("<Code>");
    var end = text.indexOf("</Code>");
    return start >= 0 && end > start ? text.substring(start + 6, end) : "Status" + status;
  }
}
