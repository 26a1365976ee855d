package dev.slipway.runner.protocol;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.ci.workflow.CacheMode;
import dev.slipway.model.Json;
import dev.slipway.runner.storage.Artifacts;
import dev.slipway.runner.storage.Caches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What one job's actions may ask, on a port of the loopback for as long as the job runs.
public final class JobServices implements AutoCloseable {
  private static final String RESULTS = "/twirp/github.actions.results.api.v1.";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String token;
  private final Blobs blobs;
  private final ArtifactApi artifacts;
  private final CacheApi caches;
  private final OlderCacheApi olderCaches;
  private final IdTokens tokens;
  private final Offer offer;

  /// What a job is offered.
  ///
  /// @param name of the job, as the token names it
  /// @param github the context
  /// @param environment of the job
  /// @param idTokens whether its permissions let it have identity tokens
  /// @param cacheMode what the newer client of caches is told
  public record Offer(
      String name,
      Json.Obj github,
      Optional<String> environment,
      IdTokenPermission idTokens,
      CacheMode cacheMode) {}

  /// Whether a job may have identity tokens: `id-token: write`.
  public enum IdTokenPermission {
    WRITE,
    NONE
  }

  private JobServices(
      HttpServer server, Offer offer, Artifacts artifacts, Caches caches, InstantSource clock) {
    var secrets = new Secrets();
    this.server = server;
    this.offer = offer;
    this.token = token(offer, secrets);
    this.blobs = new Blobs(secrets);
    this.artifacts = new ArtifactApi(artifacts, blobs, clock, this::address);
    this.caches = new CacheApi(caches, blobs, this::address);
    this.olderCaches = new OlderCacheApi(caches, blobs, this::address);
    this.tokens = new IdTokens(offer.github(), offer.environment(), address(""), clock, secrets);
  }

  /// Starts on a free port.
  public static JobServices start(
      Offer offer, Artifacts artifacts, Caches caches, InstantSource clock) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var services = new JobServices(server, offer, artifacts, caches, clock);
      server.setExecutor(services.threads);
      server.createContext("/", services::serve);
      server.start();
      return services;
    } catch (IOException e) {
      throw new UncheckedIOException("no port for the services of the job", e);
    }
  }

  private String address(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  /// The clients look into the token for the ids of run and job; who checks it is this class alone.
  private static String token(Offer offer, Secrets secrets) {
    var header = Json.object().put("typ", "JWT").put("alg", "none").build();
    var claims =
        Json.object()
            .put("scp", "Actions.Results:" + offer.name())
            .put("ac", "[{\"Scope\":\"\",\"Permission\":%d}]".formatted(rights(offer.cacheMode())))
            .build();
    return "%s.%s.%s".formatted(encoded(header), encoded(claims), secrets.random());
  }

  /// A bit each for restoring and storing.
  private static int rights(CacheMode mode) {
    return (mode.restores() ? 1 : 0) + (mode.saves() ? 2 : 0);
  }

  private static String encoded(Json.Obj json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.bytes());
  }

  /// What must be masked.
  public String token() {
    return token;
  }

  /// The variables of an action's process.
  public Map<String, String> forActions() {
    var variables = new LinkedHashMap<String, String>();
    variables.put("ACTIONS_RUNTIME_TOKEN", token);
    variables.put("ACTIONS_RUNTIME_URL", address("/"));
    variables.put("ACTIONS_RESULTS_URL", address("/"));
    variables.put("ACTIONS_CACHE_URL", address("/"));
    variables.put("ACTIONS_CACHE_SERVICE_V2", "True");
    if (offer.cacheMode() != CacheMode.WRITE) {
      variables.put("ACTIONS_CACHE_MODE", offer.cacheMode().word());
    }
    variables.putAll(forScripts());
    return variables;
  }

  /// The variables of every step's process: scripts get no runtime token, as on GitHub.
  public Map<String, String> forScripts() {
    return offer.idTokens() == IdTokenPermission.WRITE
        ? Map.of(
            "ACTIONS_ID_TOKEN_REQUEST_URL",
            address("/idtoken?api-version=2.0"),
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
            token)
        : Map.of();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(Request.of(exchange));
      } catch (Request.BadRequestException e) {
        answer = Answer.refused(400, "malformed", String.valueOf(e.getMessage()));
      } catch (RuntimeException | IOException e) {
        // Whatever happens, the client hears of it, and no other request does.
        answer = Answer.refused(500, "internal", String.valueOf(e.getMessage()));
      }
      send(exchange, answer);
    }
  }

  private Answer answer(Request request) throws IOException {
    var path = request.path();
    if (path.startsWith("/blobs/")) {
      return blobs.answer(request);
    }
    if (path.startsWith("/.well-known/")) {
      return path.equals("/.well-known/jwks") ? tokens.publicKeys() : tokens.configuration();
    }
    if (!isKnown(request)) {
      return Answer.refused(401, "unauthenticated", "The token is not this job's");
    }
    if (path.startsWith(OlderCacheApi.PATH)) {
      return olderCaches.answer(request);
    }
    if (path.equals("/idtoken") && offer.idTokens() == IdTokenPermission.WRITE) {
      return tokens.token(request);
    }
    if (path.startsWith(RESULTS) && request.method().equals("POST")) {
      var call = path.substring(path.lastIndexOf('/') + 1);
      var service = path.substring(RESULTS.length()).replaceFirst("/.*", "");
      return switch (service) {
        case "ArtifactService" -> artifacts.answer(call, request);
        case "CacheService" -> caches.answer(call, request);
        default -> Answer.refused(404, "bad_route", path);
      };
    }
    return Answer.refused(404, "bad_route", path);
  }

  private boolean isKnown(Request request) {
    var given = request.header("Authorization").orElse("").replaceFirst("^[Bb]earer ", "");
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    switch (answer) {
      case Answer.Document(var status, var json) -> {
        var bytes = json.bytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
      case Answer.Content(var file, var type) -> {
        var size = Files.size(file);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
          exchange.getResponseHeaders().set("Content-Length", Long.toString(size));
          exchange.sendResponseHeaders(200, -1);
          return;
        }
        exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
        if (size > 0) {
          Files.copy(file, exchange.getResponseBody());
        }
      }
      case Answer.Empty(var status, var headers) -> {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, -1);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    artifacts.close();
    caches.close();
    olderCaches.close();
  }
}
