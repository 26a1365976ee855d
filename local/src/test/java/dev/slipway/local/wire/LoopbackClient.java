package dev.slipway.local.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// A client of one port of this machine.
public final class LoopbackClient implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  public LoopbackClient(int port) {
    this.port = port;
  }

  /// @param headers names and values in turn
  public HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /// Whoever still waits for an answer is let go.
  @Override
  public void close() {
    client.shutdownNow();
  }
}
