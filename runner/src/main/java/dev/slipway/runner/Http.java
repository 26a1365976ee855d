package dev.slipway.runner;

import dev.slipway.ci.job.ControlPlane.FencedException;
import dev.slipway.model.Json;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;

/// Calls to the platform that retry what may pass: no answer, 429 and 5xx.
final class Http {
  private static final int TRIES = 7;
  private static final int TIMEOUT = (int) Duration.ofSeconds(30).toMillis();
  private static final int MAX_BODY = 64 * 1024 * 1024;

  private final String url;
  private final String token;

  Http(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /// @throws FencedException when the platform answers 401, 404 or 409
  /// @throws IllegalStateException when it does not answer well after several tries
  Json.Obj post(String path, Json.Obj body) {
    var last = "";
    for (var attempt = 0; attempt < TRIES; attempt++) {
      pause(attempt);
      try {
        var connection = open(url + path, "POST");
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setRequestProperty("Content-Type", "application/json");
        send(connection, body.bytes());
        var status = connection.getResponseCode();
        if (status < 300) {
          try (var answer = connection.getInputStream()) {
            return Json.parseObject(answer.readNBytes(MAX_BODY));
          }
        }
        last = "status " + status + detail(connection);
        if (status == 401 || status == 404 || status == 409) {
          throw new FencedException(last);
        }
        if (status < 500 && status != 429) {
          throw new IllegalStateException(path + ": " + last);
        }
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
    }
    throw new IllegalStateException(path + ": " + last);
  }

  /// Puts bytes at a presigned address.
  static void put(String address, byte[] body) {
    var last = "";
    for (var attempt = 0; attempt < TRIES; attempt++) {
      pause(attempt);
      try {
        var connection = open(address, "PUT");
        connection.setRequestProperty("Content-Type", "application/x-ndjson");
        send(connection, body);
        var status = connection.getResponseCode();
        if (status < 300) {
          connection.getInputStream().close();
          return;
        }
        last = "status " + status;
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
    }
    throw new IllegalStateException("A log chunk could not be stored: " + last);
  }

  private static HttpURLConnection open(String address, String method) throws IOException {
    var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setDoOutput(true);
    connection.setConnectTimeout(TIMEOUT);
    connection.setReadTimeout(TIMEOUT);
    return connection;
  }

  private static void send(HttpURLConnection connection, byte[] body) throws IOException {
    connection.setFixedLengthStreamingMode(body.length);
    try (var out = connection.getOutputStream()) {
      out.write(body);
    }
  }

  private static String detail(HttpURLConnection connection) throws IOException {
    var error = connection.getErrorStream();
    if (error == null) {
      return "";
    }
    try (error) {
      var bytes = error.readNBytes(4096);
      try {
        return ": " + Json.parseObject(bytes).string("detail").orElse("");
      } catch (IllegalArgumentException _) {
        return Arrays.equals(bytes, new byte[0]) ? "" : ": (no problem document)";
      }
    }
  }

  /// Full second steps, doubling: 0, 0.2, 0.4 … 6.4 s.
  private static void pause(int attempt) {
    if (attempt == 0) {
      return;
    }
    try {
      Thread.sleep(Duration.ofMillis(100L << attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
