package dev.slipway.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.cloud.HttpEvent;
import dev.slipway.functions.cloud.InMemoryAws;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What holds for every route: paths, methods, tokens, tags, bodies.
class ServeApiTest {
  private final InMemoryAws aws = new InMemoryAws();

  @AfterEach
  void stop() {
    aws.close();
  }

  private ServeApiHandler handler(String mode) {
    Map<String, String> environment = new HashMap<>(aws.environment());
    environment.put("ACCESS_MODE", mode);
    return new ServeApiHandler(environment, Outside.real());
  }

  @Test
  void healthSaysWhereItRuns() {
    var health = HttpEvent.of("GET", "/api/v1/health");
    assertThat(health.send(handler("loopback")).json().requireString("mode")).isEqualTo("local");
    assertThat(health.send(handler("token")).json().requireString("mode")).isEqualTo("aws");
  }

  @Test
  void anUnknownPathIsAProblem() {
    var answer = HttpEvent.of("GET", "/api/v1/nothing").send(handler("loopback"));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.header("cache-control")).isEqualTo("no-cache");
  }

  @Test
  void aWrongMethodNamesTheRightOnes() {
    var answer = HttpEvent.of("DELETE", "/api/v1/runs").send(handler("loopback"));
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void withoutATokenNothingButHealthIsTold() {
    var answer = HttpEvent.of("GET", "/api/v1/runs").send(handler("token"));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
  }

  @Test
  void aWrongTokenIsRefused() {
    var answer =
        HttpEvent.of("GET", "/api/v1/runs")
            .header("Authorization", "Bearer wrong")
            .send(handler("token"));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("www-authenticate")).contains("invalid_token");
  }

  @Test
  void theTokenOpens() {
    var answer =
        HttpEvent.of("GET", "/api/v1/runs")
            .header("Authorization", "Bearer " + InMemoryAws.API_TOKEN)
            .send(handler("token"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"runs\":[]}");
  }

  @Test
  void whoHasTheTagGetsNoBody() {
    var handler = handler("loopback");
    var runs = HttpEvent.of("GET", "/api/v1/runs");
    var etag = String.valueOf(runs.send(handler).header("etag"));
    for (var known : new String[] {etag, "W/" + etag, "\"old\", " + etag, "*"}) {
      var answer = runs.header("If-None-Match", known).send(handler);
      assertThat(answer.status()).as(known).isEqualTo(304);
      assertThat(answer.header("etag")).isEqualTo(etag);
      assertThat(answer.body()).isEmpty();
    }
    assertThat(runs.header("If-None-Match", "\"old\"").send(handler).status()).isEqualTo(200);
  }

  @Test
  void headHasNoBody() {
    var answer = HttpEvent.of("HEAD", "/api/v1/runs").send(handler("loopback"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aBodyOfMoreThanAMegabyteIsTooLarge() {
    var answer =
        HttpEvent.of("POST", "/api/v1/repositories")
            .body(" ".repeat(1024 * 1024 + 1))
            .send(handler("loopback"));
    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void malformedJsonIsABadRequest() {
    for (var body : new String[] {"{", "[]", "{\"name\":1}", "{\"name\":\"a\"}"}) {
      var answer =
          HttpEvent.of("POST", "/api/v1/repositories").body(body).send(handler("loopback"));
      assertThat(answer.status()).as(body).isEqualTo(400);
    }
  }

  @Test
  void wrongParametersAreBadRequests() {
    for (var parameter :
        Map.of(
                "limit", "0",
                "status", "great",
                "repository", "no-slash",
                "token", "forged")
            .entrySet()) {
      var answer =
          HttpEvent.of("GET", "/api/v1/runs")
              .parameter(parameter.getKey(), parameter.getValue())
              .send(handler("loopback"));
      assertThat(answer.status()).as(parameter.toString()).isEqualTo(400);
    }
  }
}
