package dev.slipway.local.objects;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.local.wire.Xml;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/// How S3 answers.
final class Answers {
  private static final DateTimeFormatter HTTP =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Answers() {}

  static String httpTime(Instant time) {
    return HTTP.format(time);
  }

  static String isoTime(Instant time) {
    return ISO.format(time);
  }

  static String quoted(String etag) {
    return "\"" + etag + "\"";
  }

  static void begin(HttpExchange exchange) {
    exchange.getResponseHeaders().set("x-amz-request-id", UUID.randomUUID().toString());
    exchange.getResponseHeaders().set("Server", "AmazonS3");
  }

  static void xml(S3Request request, Xml xml) throws IOException {
    request.exchange().getResponseHeaders().set("Content-Type", "application/xml");
    LoopbackServer.send(request.exchange(), 200, xml.bytes());
  }

  static void nothing(S3Request request, int status) throws IOException {
    LoopbackServer.send(request.exchange(), status, new byte[0]);
  }

  static void header(S3Request request, String name, String value) {
    request.exchange().getResponseHeaders().set(name, value);
  }

  static void checksum(S3Request request, Checksum.Value sum) {
    header(request, sum.algorithm().header(), sum.base64());
    header(request, "x-amz-checksum-type", sum.kind().name());
  }

  static void fail(HttpExchange exchange, AwsError error) throws IOException {
    var xml =
        new Xml()
            .open("Error")
            .put("Code", error.code())
            .put("Message", String.valueOf(error.getMessage()))
            .put("Resource", String.valueOf(exchange.getRequestURI().getPath()))
            .put(
                "RequestId",
                String.valueOf(exchange.getResponseHeaders().getFirst("x-amz-request-id")))
            .close("Error");
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    LoopbackServer.send(exchange, error.status(), xml.bytes());
  }
}
