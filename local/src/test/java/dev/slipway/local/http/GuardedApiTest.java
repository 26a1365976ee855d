package dev.slipway.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.lambda.FunctionInvoker;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.local.wire.LoopbackClient;
import dev.slipway.local.wire.LoopbackServer;
import dev.slipway.model.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An HTTP API with an authorizer, and with pages of other origins.
class GuardedApiTest {
  private final SteppedScheduler scheduler = new SteppedScheduler();
  private final List<Json.Obj> asked = new CopyOnWriteArrayList<>();
  private final List<Json.Obj> called = new CopyOnWriteArrayList<>();
  private String verdict = "{\"isAuthorized\":true}";
  private HttpApi api;
  private LoopbackServer server;
  private LoopbackClient client;

  @BeforeEach
  void open() throws IOException {
    api = new HttpApi("api", "us-east-1", "111122223333", this::invoke, scheduler);
    api.integrate("i", "f");
    server = LoopbackServer.bind(0, scheduler, api);
    server.start();
    client = new LoopbackClient(server.port());
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private byte[] invoke(String function, byte[] payload) {
    if (function.equals("guard")) {
      asked.add(Json.parseObject(payload));
      if (verdict.equals("throw")) {
        throw new FunctionInvoker.FunctionError("E", "a secret");
      }
      return verdict.getBytes(StandardCharsets.UTF_8);
    }
    called.add(Json.parseObject(payload));
    return """
    {"statusCode": 200, "headers": {"X-Own": "1", "Access-Control-Allow-Origin": "http://evil.example"}}
    """
        .getBytes(StandardCharsets.UTF_8);
  }

  private void guarded(boolean simple, Duration kept) {
    api.authorize(
        "a",
        new Authorizer.Settings("guard", List.of("$request.header.Authorization"), simple, kept));
    api.route("GET /things/{name}", "i", Optional.of("a"));
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    return client.send(method, path, "", headers);
  }

  @Test
  void asksTheAuthorizerAndTellsTheFunctionWhatItSaid() throws Exception {
    guarded(true, Duration.ZERO);
    verdict = "{\"isAuthorized\":true,\"context\":{\"name\":\"ann\"}}";
    assertThat(send("GET", "/things/a?x=1", "Authorization", "open").statusCode()).isEqualTo(200);

    var question = asked.getFirst();
    assertThat(question.requireString("type")).isEqualTo("REQUEST");
    assertThat(question.strings("identitySource")).containsExactly("open");
    assertThat(question.requireString("routeArn"))
        .isEqualTo("arn:aws:execute-api:us-east-1:111122223333:api/$default/GET/things/a");
    assertThat(question.object("pathParameters").requireString("name")).isEqualTo("a");
    assertThat(question.get("body")).isEmpty();
    var context = called.getFirst().object("requestContext").object("authorizer");
    assertThat(context.object("lambda").requireString("name")).isEqualTo("ann");
  }

  @Test
  void refusesWithoutACallWhoHasNoIdentity() throws Exception {
    guarded(true, Duration.ZERO);
    var answer = send("GET", "/things/a");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(asked).isEmpty();
    assertThat(called).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | {\"isAuthorized\":false} | 403",
        "true  | {\"isAuthorized\":\"yes\"} | 500",
        "true  | {} | 500",
        "true  | [] | 500",
        "true  | throw | 500",
        "false | {\"policyDocument\":{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"arn:aws:execute-api:*:*:api/*/GET/things/?\"}]}} | 200",
        "false | {\"policyDocument\":{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[\"*\"]},{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*/things/a\"}]}} | 403",
        "false | {\"policyDocument\":{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*/others/*\"}]}} | 403",
        "false | {\"isAuthorized\":true} | 500",
      })
  void doesWhatTheAuthorizerSays(boolean simple, String said, int status) throws Exception {
    guarded(simple, Duration.ZERO);
    verdict = said;
    var answer = send("GET", "/things/a", "Authorization", "x");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("secret");
    assertThat(called).hasSize(status == 200 ? 1 : 0);
  }

  @Test
  void keepsAVerdictAsLongAsItHolds() throws Exception {
    guarded(true, Duration.ofSeconds(60));
    send("GET", "/things/a", "Authorization", "x");
    send("GET", "/things/b", "Authorization", "x");
    assertThat(asked).hasSize(1);
    send("GET", "/things/b", "Authorization", "y");
    assertThat(asked).hasSize(2);
    scheduler.advance(Duration.ofSeconds(60));
    send("GET", "/things/a", "Authorization", "x");
    assertThat(asked).hasSize(3);
  }

  @Test
  void answersPreflightsItselfAndSpeaksForTheFunction() throws Exception {
    guarded(true, Duration.ZERO);
    var page = "http://localhost:5173";
    api.allow(
        new Cors(List.of(page), List.of("GET"), List.of("authorization"), List.of(), true, 5));
    var preflight =
        send("OPTIONS", "/things/a", "Origin", page, "Access-Control-Request-Method", "GET");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("access-control-allow-methods")).contains("GET");
    assertThat(asked).isEmpty();

    var answer = send("GET", "/things/a", "Origin", page, "Authorization", "x");
    assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly(page);
    assertThat(answer.headers().firstValue("x-own")).contains("1");
    var other = send("GET", "/things/a", "Origin", "http://localhost:1", "Authorization", "x");
    assertThat(other.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  @Test
  void withoutCorsTheFunctionSpeaksForItself() throws Exception {
    guarded(true, Duration.ZERO);
    var answer = send("GET", "/things/a", "Origin", "http://localhost:1", "Authorization", "x");
    assertThat(answer.headers().allValues("access-control-allow-origin"))
        .containsExactly("http://evil.example");
    assertThat(
            send(
                    "OPTIONS",
                    "/x",
                    "Origin",
                    "http://localhost:1",
                    "Access-Control-Request-Method",
                    "GET")
                .statusCode())
        .isEqualTo(404);
  }
}
