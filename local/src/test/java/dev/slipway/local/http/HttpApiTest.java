package dev.slipway.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.LoopbackClient;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.model.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// API Gateway's HTTP API, between a client and a function.
class HttpApiTest {
  private final SteppedScheduler scheduler = new SteppedScheduler();
  private final CompletableFuture<Json.Obj> event = new CompletableFuture<>();
  private UnaryOperator<String> function = _ -> "{}";
  private LoopbackServer server;
  private LoopbackClient client;

  @BeforeEach
  void open() throws IOException {
    var api = new HttpApi("api", "us-east-1", "111122223333", this::invoke, scheduler);
    api.integrate("i", "f");
    api.route("GET /things/{name}", "i");
    api.route("POST /things/{rest+}", "i");
    api.route("$default", "i");
    server = LoopbackServer.bind(0, scheduler, api);
    server.start();
    client = new LoopbackClient(server.port());
  }

  private byte[] invoke(String name, byte[] payload) {
    event.complete(Json.parseObject(payload));
    return function.apply(name).getBytes(StandardCharsets.UTF_8);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    return client.send(method, path, body, headers);
  }

  @Test
  void tellsTheFunctionAllOfTheRequest() throws Exception {
    send("GET", "/things/a%2Fb%20c?x=1&x=2&y=%26", "", "Cookie", "a=1; b=2", "X-Many", "1");
    var told = event.get();
    assertThat(told.requireString("routeKey")).isEqualTo("GET /things/{name}");
    assertThat(told.object("pathParameters").requireString("name")).isEqualTo("a/b c");
    assertThat(told.array("cookies")).containsExactly(Json.of("a=1"), Json.of("b=2"));
    assertThat(told.object("headers").string("cookie")).isEmpty();
    assertThat(told.object("headers").requireString("x-many")).isEqualTo("1");
    assertThat(told.object("queryStringParameters").requireString("x")).isEqualTo("1,2");
    assertThat(told.object("queryStringParameters").requireString("y")).isEqualTo("&");
    assertThat(told.object("requestContext").requireString("accountId")).isEqualTo("111122223333");
    assertThat(told.object("requestContext").requireString("time"))
        .isEqualTo("25/Nov/2026:10:00:00 +0000");
  }

  @Test
  void textStaysTextAndTheRestIsBase64() throws Exception {
    send("POST", "/things/a/b", "{\"ä\":1}", "Content-Type", "application/json; charset=utf-8");
    assertThat(event.get().requireString("body")).isEqualTo("{\"ä\":1}");
    assertThat(event.get().object("pathParameters").requireString("rest")).isEqualTo("a/b");
    assertThat(event.get().bool("isBase64Encoded")).contains(false);
  }

  @Test
  void formsAreBase64() throws Exception {
    send("POST", "/other", "a=b", "Content-Type", "application/x-www-form-urlencoded");
    assertThat(event.get().requireString("routeKey")).isEqualTo("$default");
    assertThat(event.get().bool("isBase64Encoded")).contains(true);
    assertThat(event.get().requireString("body")).isEqualTo("YT1i");
  }

  @Test
  void sendsWhatTheFunctionSays() throws Exception {
    function =
        _ ->
            "{\"statusCode\":201,\"headers\":{\"X-A\":\"b\\r\\nX-C:"
                + " d\"},\"cookies\":[\"a=1\",\"b=2\"],\"body\":\"aGk=\",\"isBase64Encoded\":true}";
    var answer = send("GET", "/x", "");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("hi");
    assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
    assertThat(answer.headers().firstValue("x-c")).isEmpty();
    function = _ -> "[1,2]";
    assertThat(send("GET", "/x", "").body()).isEqualTo("[1,2]");
    function = _ -> "{\"statusCode\":\"x\"}";
    assertThat(send("GET", "/x", "").statusCode()).isEqualTo(500);
  }

  @Test
  void tellsNothingOfWhatFailed() throws Exception {
    function =
        _ -> {
          throw new FunctionInvoker.FunctionError("E", "a secret");
        };
    var answer = send("GET", "/x", "");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    function =
        _ -> {
          throw new AwsError(429, "TooManyRequestsException", "x");
        };
    assertThat(send("GET", "/x", "").statusCode()).isEqualTo(503);
    assertThat(send("POST", "/x", "x".repeat(10 * 1024 * 1024 + 1)).statusCode()).isEqualTo(413);
  }

  @Test
  void waitsThirtySecondsAndNoLonger() throws Exception {
    var never = new CountDownLatch(1);
    function =
        _ -> {
          try {
            never.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          return "{}";
        };
    var answer =
        CompletableFuture.supplyAsync(() -> {
          try {
            return send("GET", "/x", "");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    event.get();
    scheduler.advance(Duration.ofSeconds(30));
    assertThat(answer.get().statusCode()).isEqualTo(503);
    assertThat(answer.get().body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
    never.countDown();
  }
}
