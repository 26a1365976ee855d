package dev.slipway.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.run.RunCommand;
import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.functions.aws.DynamoDbRepositories;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.cloud.HttpEvent;
import dev.slipway.functions.cloud.InMemoryAws;
import dev.slipway.functions.cloud.LambdaProcess;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Each function once as Lambda calls it: Lambda's runtime client in a JVM of its own, the handler
/// and the names of its environment variables taken from the template.
@EnabledOnOs(OS.LINUX)
class LambdaRuntimeTest {
  /// What a cold start may cost: classes up to the first table call, the JDK's and the runtime
  /// client's among them.
  private static final long MAX_CLASSES = 2_500;

  private static final Path TEMPLATE =
      Path.of("../infra-cdk/snapshots/slipway-stateless.template.json");

  @TempDir Path folder;

  private final InMemoryAws aws = new InMemoryAws();

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void receivesAWebhook() throws Exception {
    var push = Files.readString(Path.of("../events/github/push.json"));
    var answer =
        call(
            "ReceiveWebhookHandler",
            HttpEvent.webhook("72d3162e-cc78-11e3-81ab-4c9367dc0958", "push", push).json());
    assertThat(answer.requireNumber("statusCode")).isEqualTo(202);
    assertThat(aws.queues().messages("deliveries.fifo")).hasSize(1);
  }

  @Test
  void plansARun() throws Exception {
    var repository = SampleRepository.create(folder.resolve("repository"), SampleRun.WORKFLOW);
    connect(repository.folder());
    HttpEvent.webhook(
            "72d3162e-cc78-11e3-81ab-4c9367dc0958", "push", repository.push("refs/heads/main"))
        .send(new ReceiveWebhookHandler(aws.environment(), Outside.real()));
    var message = aws.queues().messages("deliveries.fifo").getFirst();
    var answer =
        call(
            "PlanRunHandler",
            Json.object()
                .put("Records", Json.array(List.of(aws.queues().record(message, 1))))
                .build());
    assertThat(answer.text()).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(aws.calls("StartExecution")).hasSize(1);
  }

  @Test
  void startsAJob() throws Exception {
    var run = SampleRun.create(aws.environment(), 1, "octo/hello-world", "main");
    var answer =
        call(
            "StartJobHandler",
            Json.object()
                .put("runId", run.id().toString())
                .put("attempt", 1)
                .put("job", "build")
                .put("token", "token")
                .build());
    assertThat(answer).isEqualTo(Json.Obj.EMPTY);
    assertThat(aws.calls("StartBuild")).hasSize(1);
  }

  @Test
  void servesAnAgent() throws Exception {
    var run = SampleRun.create(aws.environment(), 1, "octo/hello-world", "main");
    var runs = new Runs(aws.environment(), Outside.real());
    runs.desk().tell(run.id(), new RunCommand.Reached(JobKey.of("build"), 1, "token"));
    var answer =
        call(
            "ServeRunnerHandler",
            HttpEvent.of("POST", "/runner/v1/claim")
                .header(
                    "Authorization", "Bearer " + runs.tokens().of(run.id(), JobKey.of("build"), 1))
                .body(
                    Json.object()
                        .put("run", run.id().toString())
                        .put("job", "build")
                        .put("attempt", 1)
                        .put("agent", "a1")
                        .build()
                        .text())
                .json());
    assertThat(answer.requireNumber("statusCode")).isEqualTo(200);
  }

  @Test
  void servesTheApi() throws Exception {
    var run = SampleRun.create(aws.environment(), 1, "octo/hello-world", "main");
    var answer = call("ServeApiHandler", HttpEvent.of("GET", "/api/v1/runs").json());
    assertThat(answer.requireNumber("statusCode")).isEqualTo(200);
    assertThat(answer.requireString("body")).contains(run.id().toString());
  }

  @Test
  void finishesARun() throws Exception {
    var run = SampleRun.create(aws.environment(), 1, "octo/hello-world", "main");
    var answer =
        call(
            "FinishRunHandler",
            Json.object().put("runId", run.id().toString()).put("attempt", 1).build());
    assertThat(answer.requireString("conclusion")).isEqualTo("cancelled");
    assertThat(aws.calls("PutEvents")).hasSize(1);
  }

  @Test
  void sweepsRepositories() throws Exception {
    var repository = SampleRepository.create(folder.resolve("repository"), SampleRun.WORKFLOW);
    connect(repository.folder());
    call("SweepRepositoriesHandler", Json.Obj.EMPTY);
    assertThat(aws.queues().messages("deliveries.fifo")).hasSize(1);
  }

  @Test
  void endsTheJobOfALostBuild() throws Exception {
    var run = SampleRun.create(aws.environment(), 1, "octo/hello-world", "main");
    new Runs(aws.environment(), Outside.real())
        .desk()
        .tell(run.id(), new RunCommand.Reached(JobKey.of("build"), 1, "token"));
    var variables =
        List.of(
            variable("SLIPWAY_RUN", run.id().toString()),
            variable("SLIPWAY_JOB", "build"),
            variable("SLIPWAY_ATTEMPT", "1"));
    var environment = Json.object().put("environment-variables", Json.array(variables)).build();
    var detail =
        Json.object()
            .put("build-status", "FAULT")
            .put("additional-information", Json.object().put("environment", environment).build())
            .build();
    call("WatchBuildHandler", Json.object().put("detail", detail).build());
    assertThat(aws.calls("SendTaskSuccess").getFirst().requireString("output"))
        .isEqualTo("{\"conclusion\":\"failure\",\"matrix\":{\"build\":0}}");
  }

  private static Json.Obj variable(String name, String value) {
    return Json.object().put("name", name).put("value", value).build();
  }

  private void connect(Path repository) {
    new DynamoDbRepositories(new Runs(aws.environment(), Outside.real()).aws(), "repositories")
        .put(
            new ConnectedRepository(
                RepositoryId.parse("octo/hello-world"),
                repository.toString(),
                Optional.of("main"),
                Instant.now(),
                Map.of(),
                Map.of()));
  }

  private Json.Obj call(String handler, Json.Obj event) throws Exception {
    var function = function(handler);
    var environment = new TreeMap<>(aws.environment());
    environment.keySet().removeIf(name -> !name.startsWith("AWS_") && !function.names(name));
    environment.put("GIT_CACHE", folder.resolve("git").toString());
    var classes = new AtomicLong();
    try (var process = new LambdaProcess(function.handler(), environment, event, folder)) {
      aws.onNextTableCall(() -> classes.set(process.loadedClasses()));
      var answer = process.answer();
      System.out.printf("%s: %d classes up to its first table call%n", handler, classes.get());
      assertThat(classes.get())
          .as("classes up to the first table call")
          .isBetween(500L, MAX_CLASSES);
      return answer;
    }
  }

  private record Function(String handler, Json.Obj variables) {
    boolean names(String variable) {
      return variables.members().containsKey(variable);
    }
  }

  private static Function function(String handler) throws IOException {
    var resources = Json.parseObject(Files.readAllBytes(TEMPLATE)).object("Resources");
    return resources.members().values().stream()
        .map(resource -> ((Json.Obj) resource).object("Properties"))
        .filter(properties ->
            properties
                .string("Handler")
                .filter(name -> name.contains("." + handler + "::"))
                .isPresent())
        .map(properties ->
            new Function(
                properties.requireString("Handler"),
                properties.object("Environment").object("Variables")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the template has no " + handler));
  }
}
