package dev.slipway.local.objects;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.local.wire.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// S3: S3Proxy on a port of its own behind the AWS port. Bodies are passed on as they come.
public final class Objects implements LoopbackServer.Answering, AutoCloseable {
  /// Headers that belong to one connection, or that the HTTP client sets itself.
  private static final Set<String> OWN =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "transfer-encoding",
          "upgrade");

  private record Engine(S3Proxy proxy, URI address) {}

  /// The engine takes half a second to start, so it starts beside everything else.
  private final CompletableFuture<Engine> engine;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// @param folder where objects are kept, a folder for each bucket
  public Objects(Path folder) {
    this.engine = CompletableFuture.supplyAsync(() -> start(folder));
  }

  private static Engine start(Path folder) {
    try {
      Files.createDirectories(folder);
      var proxy =
          S3Proxy.builder()
              .blobStore(new FilesystemNio2BlobStore(folder.toString()))
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(AuthenticationType.NONE, "", "")
              .ignoreUnknownHeaders(true)
              .maxSinglePartObjectSize(5L << 30)
              .build();
      proxy.start();
      return new Engine(proxy, URI.create("http://127.0.0.1:" + proxy.getPort()));
    } catch (Exception e) {
      throw new IllegalStateException("S3 does not start: " + e.getMessage(), e);
    }
  }

  /// Makes a bucket, unless it is there.
  public void createBucket(String bucket) {
    var status = send("PUT", "/" + bucket, new byte[0]).statusCode();
    if (status != 200 && status != 409) {
      throw new IllegalStateException("The bucket %s cannot be made: %d".formatted(bucket, status));
    }
  }

  public void put(String bucket, String key, byte[] body) {
    var status = send("PUT", "/" + bucket + "/" + key, body).statusCode();
    if (status != 200) {
      throw new IllegalStateException(
          "The object %s cannot be stored in %s: %d".formatted(key, bucket, status));
    }
  }

  public Optional<byte[]> get(String bucket, String key) {
    var answer = send("GET", "/" + bucket + "/" + key, new byte[0]);
    return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
  }

  private HttpResponse<byte[]> send(String method, String path, byte[] body) {
    try {
      var request =
          HttpRequest.newBuilder(engine.join().address().resolve(encoded(path)))
              .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("S3 does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static URI encoded(String path) {
    try {
      return new URI(null, null, path, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no key for an object: " + path, e);
    }
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    try {
      var answer = client.send(forwarded(exchange), HttpResponse.BodyHandlers.ofInputStream());
      pass(exchange, answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private HttpRequest forwarded(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    var target =
        engine.join().address()
            + uri.getRawPath()
            + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    var request = HttpRequest.newBuilder(URI.create(target));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.method(exchange.getRequestMethod(), body(exchange)).build();
  }

  private static HttpRequest.BodyPublisher body(HttpExchange exchange) {
    var length = exchange.getRequestHeaders().getFirst("Content-Length");
    var chunked = exchange.getRequestHeaders().getFirst("Transfer-Encoding") != null;
    if (length == null && !chunked) {
      return HttpRequest.BodyPublishers.noBody();
    }
    var stream = HttpRequest.BodyPublishers.ofInputStream(exchange::getRequestBody);
    if (length == null) {
      return stream;
    }
    return length.equals("0")
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.fromPublisher(stream, Long.parseLong(length));
  }

  private static void pass(HttpExchange exchange, HttpResponse<InputStream> answer)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            exchange.getResponseHeaders().put(name, List.copyOf(values));
          }
        });
    var length = answer.headers().firstValueAsLong("content-length");
    try (var body = answer.body()) {
      if (exchange.getRequestMethod().equals("HEAD")) {
        length.ifPresent(
            bytes -> exchange.getResponseHeaders().set("Content-Length", Long.toString(bytes)));
        exchange.sendResponseHeaders(answer.statusCode(), -1);
        return;
      }
      var empty =
          length.orElse(-1) == 0 || answer.statusCode() == 204 || answer.statusCode() == 304;
      exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : length.orElse(0));
      if (!empty) {
        try (var out = exchange.getResponseBody()) {
          body.transferTo(out);
        }
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    if (!engine.isCompletedExceptionally()) {
      try {
        engine.join().proxy().stop();
      } catch (Exception e) {
        throw new IllegalStateException("S3 does not stop", e);
      }
    }
  }
}
