package dev.slipway.runner;

import dev.slipway.ci.job.ControlPlane.FencedException;
import dev.slipway.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/// Calls to the platform that try again what may pass: no answer, 429 and 5xx.
final class Http {
  private static final int TIMEOUT = (int) Duration.ofSeconds(20).toMillis();
  private static final int MAX_BODY = 64 * 1024 * 1024;

  private final String url;
  private final String token;

  Http(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /// What came of one call.
  private sealed interface Reply {
    record Answer(Json.Obj json) implements Reply {}

    record Fenced(String why) implements Reply {}

    record Refused(String why) implements Reply {}

    record Later(String why) implements Reply {}
  }

  /// @throws FencedException when the platform answers 401, 404 or 409
  /// @throws PlatformException when it refuses, or does not answer well while patience lasts
  Json.Obj post(String path, Json.Obj body, Patience patience) {
    var tries = patience.tries();
    while (true) {
      switch (call(path, body)) {
        case Reply.Answer(var json) -> {
          return json;
        }
        case Reply.Fenced(var why) -> throw new FencedException(why);
        case Reply.Refused(var why) -> throw new PlatformException(path + ": " + why);
        case Reply.Later(var why) -> {
          if (!tries.again()) {
            throw new PlatformException(path + ": " + why);
          }
        }
      }
    }
  }

  private Reply call(String path, Json.Obj body) {
    try {
      var connection = open(url + path, "POST", "application/json");
      connection.setRequestProperty("Authorization", "Bearer " + token);
      send(connection, body.bytes());
      var status = connection.getResponseCode();
      if (status < 300) {
        try (var answer = connection.getInputStream()) {
          return new Reply.Answer(Json.parseObject(answer.readNBytes(MAX_BODY)));
        }
      }
      var why = "status " + status + detail(connection);
      return switch (status) {
        case 401, 404, 409 -> new Reply.Fenced(why);
        default -> mayPass(status) ? new Reply.Later(why) : new Reply.Refused(why);
      };
    } catch (IOException | IllegalArgumentException e) {
      // An answer that is not JSON comes from something between us and the platform.
      return new Reply.Later(String.valueOf(e.getMessage()));
    }
  }

  private static boolean mayPass(int status) {
    return status >= 500 || status == 408 || status == 429;
  }

  /// What became of a body that was put at a presigned address.
  enum Put {
    STORED,
    /// The address is not good, or no longer: another one may be.
    REFUSED,
    LATER
  }

  /// Puts bytes at a presigned address, once.
  static Put put(String address, byte[] body) {
    try {
      var connection = open(address, "PUT", "application/x-ndjson");
      send(connection, body);
      var status = connection.getResponseCode();
      if (status < 300) {
        connection.getInputStream().close();
        return Put.STORED;
      }
      return mayPass(status) ? Put.LATER : Put.REFUSED;
    } catch (IOException | IllegalArgumentException _) {
      return Put.LATER;
    }
  }

  private static HttpURLConnection open(String address, String method, String type)
      throws IOException {
    var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setDoOutput(true);
    connection.setConnectTimeout(TIMEOUT);
    connection.setReadTimeout(TIMEOUT);
    // A redirect would carry the job's token to another host.
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Content-Type", type);
    return connection;
  }

  private static void send(HttpURLConnection connection, byte[] body) throws IOException {
    connection.setFixedLengthStreamingMode(body.length);
    try (var out = connection.getOutputStream()) {
      out.write(body);
    }
  }

  private static String detail(HttpURLConnection connection) {
    try (InputStream error = connection.getErrorStream()) {
      return error == null
          ? ""
          : ": " + Json.parseObject(error.readNBytes(4096)).string("detail").orElse("");
    } catch (IOException | IllegalArgumentException _) {
      return "";
    }
  }
}
