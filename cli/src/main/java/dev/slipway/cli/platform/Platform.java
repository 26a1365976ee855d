package dev.slipway.cli.platform;

import dev.slipway.cli.Home;
import dev.slipway.cli.Refusal;
import dev.slipway.model.Json;
import dev.slipway.model.MalformedJsonException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A running platform's API.
///
/// Over HttpURLConnection, because the newer client takes longer to load than most calls take.
public final class Platform {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 60_000;

  private final String url;
  private final Optional<String> token;
  private final Json.Obj endpoint;

  private Platform(String url, Optional<String> token, Json.Obj endpoint) {
    this.url = url.replaceAll("/+$", "");
    this.token = token;
    this.endpoint = endpoint;
  }

  /// Finds the platform: the option, else `SLIPWAY_URL`, else the one that runs on this machine's
  /// data folder.
  ///
  /// @throws Refusal when there is none
  public static Platform find(Optional<String> given, Map<String, String> env) {
    var token = Optional.ofNullable(env.get("SLIPWAY_TOKEN")).filter(text -> !text.isBlank());
    var named = given.or(() -> Optional.ofNullable(env.get("SLIPWAY_URL")));
    if (named.isPresent()) {
      if (!named.get().matches("https?://[^\\s]+")) {
        throw Refusal.invalid("%s is no http(s) address of a platform".formatted(named.get()));
      }
      var here =
          endpoint(dataFolder(env))
              .filter(known -> known.string("url").equals(named))
              .orElse(Json.Obj.EMPTY);
      return new Platform(named.get(), token, here);
    }
    var endpoint =
        endpoint(dataFolder(env))
            .orElseThrow(() ->
                Refusal.environment(
                    "no platform runs here; start one with: ./slipway up, or name one with --url or"
                        + " SLIPWAY_URL"));
    return new Platform(endpoint.requireString("url"), token, endpoint);
  }

  /// The platform at an address, asked without a token.
  public static Platform at(String url) {
    return new Platform(url, Optional.empty(), Json.Obj.EMPTY);
  }

  /// Connects a repository; connecting it again keeps what is known of it.
  public Json.Obj connect(String name, String repositoryUrl) {
    return post("/repositories", Json.object().put("name", name).put("url", repositoryUrl).build());
  }

  /// What a running platform wrote into its data folder.
  static Optional<Json.Obj> endpoint(Path data) {
    try {
      return Optional.of(Json.parseObject(Files.readAllBytes(data.resolve("endpoint.json"))));
    } catch (IOException | MalformedJsonException _) {
      return Optional.empty();
    }
  }

  /// Where a platform on this machine keeps its data.
  public static Path dataFolder(Map<String, String> env) {
    var own = env.getOrDefault("SLIPWAY_DATA", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    var xdg = env.getOrDefault("XDG_DATA_HOME", "");
    var base = xdg.isEmpty() ? Home.of(env).resolve(".local/share") : Path.of(xdg);
    return base.resolve("slipway");
  }

  Optional<String> awsUrl() {
    return endpoint.string("aws");
  }

  /// A document of the API, `/runs/1`.
  ///
  /// @throws Refusal when the platform refuses or does not answer
  public Json.Obj get(String path) {
    return call("GET", path, Optional.empty());
  }

  Json.Obj post(String path, Json.Obj body) {
    return call("POST", path, Optional.of(body));
  }

  void delete(String path) {
    call("DELETE", path, Optional.empty());
  }

  /// A text as one segment of a path or a value of a query.
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Json.Obj call(String method, String path, Optional<Json.Obj> body) {
    try {
      var connection =
          (HttpURLConnection) URI.create(url + "/api/v1" + path).toURL().openConnection();
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(READ_MILLIS);
      connection.setRequestMethod(method);
      connection.setRequestProperty("Accept", "application/json");
      token.ifPresent(text -> connection.setRequestProperty("Authorization", "Bearer " + text));
      if (body.isPresent()) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (var out = connection.getOutputStream()) {
          out.write(body.get().text().getBytes(StandardCharsets.UTF_8));
        }
      }
      return answer(connection);
    } catch (IOException e) {
      throw Refusal.environment("%s does not answer: %s".formatted(url, e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw Refusal.environment(
          "%s does not answer as a platform does: %s".formatted(url, e.getMessage()));
    }
  }

  private Json.Obj answer(HttpURLConnection connection) throws IOException {
    var status = connection.getResponseCode();
    var stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    var bytes = stream == null ? new byte[0] : stream.readAllBytes();
    if (status < 300) {
      return bytes.length == 0 ? Json.Obj.EMPTY : Json.parseObject(bytes);
    }
    throw refused(status, bytes);
  }

  private Refusal refused(int status, byte[] body) {
    String why;
    try {
      var problem = Json.parseObject(body);
      why =
          problem.string("title").orElse("")
              + problem.string("detail").map(d -> ": " + d).orElse("");
    } catch (IllegalArgumentException _) {
      why = "status " + status;
    }
    return switch (status) {
      case 401, 403 ->
          Refusal.environment("%s (set SLIPWAY_TOKEN to a token that may)".formatted(why));
      case 400, 404, 422 -> Refusal.invalid(why);
      default -> Refusal.failed(why);
    };
  }
}
