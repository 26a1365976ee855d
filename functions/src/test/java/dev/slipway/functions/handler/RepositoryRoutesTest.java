package dev.slipway.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.cloud.HttpEvent;
import dev.slipway.functions.cloud.InMemoryAws;
import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryRoutesTest {
  private static final String DEPLOY =
      """
      on:
        workflow_dispatch:
          inputs:
            environment:
              type: choice
              options: [staging, production]
      jobs:
        deploy:
          runs-on: ubuntu-latest
          steps:
            - run: ./deploy
      """;

  @TempDir Path folder;

  private final InMemoryAws aws = new InMemoryAws();
  private final ServeApiHandler handler = new ServeApiHandler(aws.environment(), Outside.real());

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void connectsARepositoryAndForgetsIt() throws Exception {
    var path = sample(DEPLOY);
    var answer = connect("Octo/Hello", path);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("location")).isEqualTo("/api/v1/repositories/Octo/Hello");
    var one = HttpEvent.of("GET", "/api/v1/repositories/octo/hello");
    assertThat(one.send(handler).json().requireString("name")).isEqualTo("Octo/Hello");
    assertThat(one.send(handler).json().requireString("defaultBranch")).isEqualTo("main");
    assertThat(list().array("repositories")).hasSize(1);
    var remove = HttpEvent.of("DELETE", "/api/v1/repositories/octo/hello");
    assertThat(remove.send(handler).status()).isEqualTo(204);
    assertThat(remove.send(handler).status()).isEqualTo(404);
    assertThat(one.send(handler).status()).isEqualTo(404);
  }

  @Test
  void whatIsThereWhenARepositoryIsConnectedStartsNothing() throws Exception {
    connect("octo/hello", sample(DEPLOY));
    HttpEvent.call(new SweepRepositoriesHandler(aws.environment(), Outside.real()), Json.Obj.EMPTY);
    assertThat(aws.queues().messages("deliveries.fifo")).isEmpty();
  }

  @Test
  void connectingAgainChangesTheAddress() throws Exception {
    connect("octo/hello", sample(DEPLOY));
    var first = list();
    assertThat(connect("octo/hello", sample(DEPLOY)).status()).isEqualTo(201);
    assertThat(list()).isEqualTo(first);
  }

  @Test
  void refusesAnAddressThatCannotBeRead() {
    var answer = connect("octo/hello", folder.resolve("nothing").toString());
    assertThat(answer.status()).isEqualTo(422);
    assertThat(list().array("repositories")).isEmpty();
  }

  @Test
  void refusesHostileAddresses() {
    for (var url :
        new String[] {"ext::sh -c whoami", "--upload-pack=x", "-x", "", "gopher://example.com/x"}) {
      assertThat(connect("octo/hello", url).status()).as(url).isEqualTo(422);
    }
  }

  @Test
  void onAwsOnlyTheInternetCanBeReached() throws Exception {
    Map<String, String> environment = new HashMap<>(aws.environment());
    environment.put("ACCESS_MODE", "token");
    var remote = new ServeApiHandler(environment, Outside.real());
    for (var url :
        new String[] {
          sample(DEPLOY), "file:///etc", "http://169.254.169.254/", "https://127.0.0.1/x"
        }) {
      var answer =
          connecting("octo/hello", url)
              .header("Authorization", "Bearer " + InMemoryAws.API_TOKEN)
              .send(remote);
      assertThat(answer.status()).as(url).isEqualTo(422);
    }
  }

  @Test
  void startsAWorkflowByHand() throws Exception {
    connect("octo/hello", sample(DEPLOY));
    var answer = dispatch("{\"workflow\":\"ci.yml\",\"inputs\":{\"environment\":\"staging\"}}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(answer.json().requireString("event")).isEqualTo("workflow_dispatch");
    assertThat(aws.queues().messages("deliveries.fifo")).hasSize(1);
  }

  @Test
  void theSameKeyStartsOnce() throws Exception {
    connect("octo/hello", sample(DEPLOY));
    var event =
        HttpEvent.of("POST", "/api/v1/repositories/octo/hello/dispatches")
            .header("Idempotency-Key", "k1")
            .body("{\"workflow\":\"ci.yml\",\"ref\":\"main\"}");
    assertThat(event.send(handler).json()).isEqualTo(event.send(handler).json());
    assertThat(aws.queues().messages("deliveries.fifo")).hasSize(1);
  }

  @Test
  void saysAtOnceWhyAWorkflowCannotBeStarted() throws Exception {
    connect("octo/hello", sample(DEPLOY));
    var wrong =
        Map.of(
            "{\"workflow\":\"none.yml\"}", "no workflow none.yml",
            "{\"workflow\":\"ci.yml\",\"ref\":\"nowhere\"}", "No ref found for: nowhere",
            "{\"workflow\":\"ci.yml\",\"inputs\":{\"x\":\"y\"}}", "Unexpected inputs",
            "{\"workflow\":\"ci.yml\",\"inputs\":{\"environment\":\"moon\"}}", "not in the list");
    wrong.forEach((body, why) -> {
      var answer = dispatch(body);
      assertThat(answer.status()).as(body).isEqualTo(422);
      assertThat(answer.problem()).contains(why);
    });
    assertThat(dispatch("{}").status()).isEqualTo(400);
    assertThat(aws.queues().messages("deliveries.fifo")).isEmpty();
  }

  @Test
  void doesNotStartAWorkflowThatIsNotForHands() throws Exception {
    connect("octo/hello", sample(SampleRun.WORKFLOW));
    assertThat(dispatch("{\"workflow\":\"ci.yml\"}").problem()).contains("workflow_dispatch");
  }

  @Test
  void dispatchesOnlyInConnectedRepositories() {
    assertThat(dispatch("{\"workflow\":\"ci.yml\"}").status()).isEqualTo(404);
  }

  private String sample(String workflow) throws GitAPIException, IOException {
    return SampleRepository.create(folder.resolve("repository"), workflow).folder().toString();
  }

  private Json.Obj list() {
    return HttpEvent.of("GET", "/api/v1/repositories").send(handler).json();
  }

  private HttpEvent.Answer dispatch(String body) {
    return HttpEvent.of("POST", "/api/v1/repositories/octo/hello/dispatches")
        .body(body)
        .send(handler);
  }

  private HttpEvent.Answer connect(String name, String url) {
    return connecting(name, url).send(handler);
  }

  private static HttpEvent connecting(String name, String url) {
    return HttpEvent.of("POST", "/api/v1/repositories")
        .body(Json.object().put("name", name).put("url", url).build().text());
  }
}
