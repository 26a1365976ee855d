package dev.slipway.local;

import dev.slipway.local.store.Store;
import dev.slipway.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A platform on ports of its own, as the templates describe it, with a forge's and a person's ways
/// to talk to it.
final class TestPlatform implements AutoCloseable {
  private static final Path SNAPSHOTS = Path.of("../infra-cdk/snapshots");
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/%s/aws4_request, SignedHeaders=host,"
          + " Signature=00";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SlipwayCloud cloud;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestPlatform(SlipwayCloud cloud) {
    this.cloud = cloud;
  }

  static TestPlatform start(Path folder) {
    return new TestPlatform(SlipwayCloud.start(settings(folder)));
  }

  static SlipwayCloud.Settings settings(Path folder) {
    var site = folder.resolve("site");
    try {
      Files.createDirectories(site);
      Files.writeString(site.resolve("index.html"), "<!doctype html><title>Slipway</title>");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return new SlipwayCloud.Settings(
        folder.resolve("data"),
        0,
        0,
        List.of(
            SNAPSHOTS.resolve("slipway-stateful.template.json"),
            SNAPSHOTS.resolve("slipway-stateless.template.json")),
        site,
        8,
        Store.Durability.PROCESS,
        machine(folder));
  }

  /// This machine's variables, but actions come from a folder of the test.
  private static Map<String, String> machine(Path folder) {
    var machine = new TreeMap<>(System.getenv());
    machine.put("SLIPWAY_ACTIONS_SERVER", folder.resolve("actions").toString());
    return machine;
  }

  SlipwayCloud cloud() {
    return cloud;
  }

  /// @param status of the HTTP answer
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, String type, byte[] body) {
    Json.Obj json() {
      return Json.parseObject(body);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  void connect(TestRepository repository) {
    var body =
        Json.object()
            .put("name", repository.name())
            .put("url", repository.folder().toString())
            .build();
    var answer = send("POST", "/api/v1/repositories", Map.of(), body.bytes());
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.text());
    }
  }

  /// A push as GitHub tells of it.
  static Json.Obj push(TestRepository repository, String ref, String before, String after) {
    var slash = repository.name().indexOf('/');
    return Json.object()
        .put("ref", ref)
        .put("before", before)
        .put("after", after)
        .put(
            "repository",
            Json.object()
                .put("name", repository.name().substring(slash + 1))
                .put("full_name", repository.name())
                .put(
                    "owner",
                    Json.object().put("login", repository.name().substring(0, slash)).build())
                .put("default_branch", "main")
                .build())
        .put("sender", Json.object().put("login", "ann").build())
        .build();
  }

  /// Commits, tells of it, and waits until its delivery is dealt with.
  ///
  /// @return the delivery's record
  Json.Obj pushed(TestRepository repository, String file, String text) {
    var before = repository.head();
    var after = repository.commit(file, text, "Change " + file);
    var id = UUID.randomUUID().toString();
    deliver(id, "push", push(repository, "refs/heads/main", before, after));
    return delivery(id);
  }

  Answer deliver(String id, String event, Json.Obj body) {
    return deliver(id, event, body.bytes(), sign(body.bytes()));
  }

  Answer deliver(String id, String event, byte[] body, String signature) {
    return send(
        "POST",
        "/webhooks/github",
        Map.of("X-GitHub-Delivery", id, "X-GitHub-Event", event, "X-Hub-Signature-256", signature),
        body);
  }

  String sign(byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(cloud.webhookSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The record of a delivery once something became of it.
  Json.Obj delivery(String id) {
    return await(
        "/api/v1/deliveries/" + id,
        delivery ->
            !List.of("accepted", "enqueued").contains(delivery.string("status").orElse("")));
  }

  /// The one run that a delivery made, when it is over.
  Json.Obj runOf(Json.Obj delivery) {
    var runs = delivery.array("runs");
    if (runs.size() != 1 || !(runs.getFirst() instanceof Json.Str(var id))) {
      throw new IllegalStateException(delivery.text());
    }
    return finished(id);
  }

  Json.Obj finished(String run) {
    return await(
        "/api/v1/runs/" + run,
        found -> found.string("status").filter("completed"::equals).isPresent());
  }

  Json.Obj await(String path, Predicate<Json.Obj> wanted) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var last = "";
    while (System.nanoTime() < end) {
      var answer = get(path);
      last = answer.text();
      if (answer.status() == 200 && wanted.test(answer.json())) {
        return answer.json();
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new IllegalStateException("%s did not come to it: %s".formatted(path, last));
  }

  Answer get(String path) {
    return send("GET", path, Map.of(), new byte[0]);
  }

  Answer post(String path, Json.Obj body) {
    return send("POST", path, Map.of(), body.bytes());
  }

  /// Calls an AWS service of the platform.
  Json.Obj aws(String target, Json.Obj body) {
    var answer =
        send(
            cloud.awsUrl(),
            "POST",
            "/",
            Map.of(
                "X-Amz-Target",
                target,
                "Content-Type",
                "application/x-amz-json-1.0",
                "Authorization",
                SIGNED.formatted("any")),
            body.bytes());
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.text());
    }
    return answer.json();
  }

  /// Calls a function as its schedule would.
  Answer invoke(String function) {
    return send(
        cloud.awsUrl(),
        "POST",
        "/2015-03-31/functions/%s/invocations".formatted(function),
        Map.of("Authorization", SIGNED.formatted("lambda")),
        Json.Obj.EMPTY.bytes());
  }

  Answer send(String method, String path, Map<String, String> headers, byte[] body) {
    return send(cloud.url(), method, path, headers, body);
  }

  private Answer send(
      String origin, String method, String path, Map<String, String> headers, byte[] body) {
    var request =
        HttpRequest.newBuilder(URI.create(origin + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    try {
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(
          answer.statusCode(),
          answer.headers().firstValue("content-type").orElse(""),
          answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    cloud.close();
  }
}
