package dev.slipway.functions.aws;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// What a function meets outside itself besides its environment: time and the network.
///
/// On AWS it is the machine's; the local cloud answers calls to itself without a socket, and its
/// simulator makes time and faults.
public record Outside(InstantSource clock, Network network, Pause pause) {
  private static final int TIMEOUT = (int) Duration.ofSeconds(20).toMillis();
  private static final int MAX_ANSWER = 64 * 1024 * 1024;

  /// Sends one request.
  public interface Network {
    /// @throws IOException when nobody answered
    Answer send(String method, URI uri, Map<String, String> headers, byte[] body)
        throws IOException;
  }

  /// An answer, whatever its status.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Answer(int status, byte[] body) {}

  /// Waits before a call is made again.
  public interface Pause {
    void pause(Duration length);
  }

  /// The machine's clock and network.
  public static Outside real() {
    return new Outside(InstantSource.system(), Outside::overHttp, Outside::sleep);
  }

  /// Over HttpURLConnection, which loads the fewest classes of all clients.
  public static Answer overHttp(String method, URI uri, Map<String, String> headers, byte[] body)
      throws IOException {
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(TIMEOUT);
    connection.setReadTimeout(TIMEOUT);
    headers.forEach(connection::setRequestProperty);
    if (body.length > 0 || method.equals("PUT") || method.equals("POST")) {
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length);
      try (var out = connection.getOutputStream()) {
        out.write(body);
      }
    }
    var status = connection.getResponseCode();
    try (var answer = status < 300 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, answer == null ? new byte[0] : answer.readNBytes(MAX_ANSWER));
    }
  }

  private static void sleep(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
