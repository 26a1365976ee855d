package dev.slipway.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.job.StepResult;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.functions.aws.DynamoDbRepositories;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.cloud.HttpEvent;
import dev.slipway.functions.cloud.InMemoryAws;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `events/status/NAME.json` is what the status API answers. The site's types read the same files,
/// so a document that changes here and not there fails a test.
class StatusDocumentsTest {
  private static final Path DOCUMENTS = Path.of("../events/status");
  private static final String STALE =
      "stale; look at the difference, then: ./slipway test -pl functions -am -Dsnapshots.update=true";
  private static final JobKey BUILD = JobKey.of("build");
  private static final String AGENT = "agent-1";

  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final InMemoryAws aws = new InMemoryAws();
  private final Outside outside =
      new Outside(() -> now, Outside::overHttp, length -> now = now.plus(length));
  private final ServeApiHandler handler = new ServeApiHandler(aws.environment(), outside);
  private final Runs runs = new Runs(aws.environment(), outside);

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void ofHealth() throws IOException {
    same("health", get("/api/v1/health"));
  }

  @Test
  void ofRunsTheirJobsAndTheBill() throws IOException {
    var over = create(1);
    begin(over);
    complete(over, Conclusion.FAILURE);
    tell(over, new RunCommand.Finish(1));
    var running = create(2);
    begin(running);
    same("runs", get("/api/v1/runs"));
    same("run", get("/api/v1/runs/" + running.id()));
    same("run-over", get("/api/v1/runs/" + over.id()));
    same("job", get("/api/v1/runs/" + over.id() + "/jobs/build"));
    same("job-waiting", get("/api/v1/runs/" + running.id() + "/jobs/test.1"));
    same("cost", get("/api/v1/runs/" + over.id() + "/cost"));
  }

  @Test
  void ofTheLogAndTheStepsOfARunningJob() throws IOException {
    var run = create(1);
    begin(run);
    var chunk =
        """
        {"t":"2026-11-24T12:00:03Z","s":1,"e":"start","name":"Build"}
        {"t":"2026-11-24T12:00:04Z","s":1,"m":"compiling"}
        {"t":"2026-11-24T12:00:05Z","s":1,"e":"end","outcome":"failure","conclusion":"success"}
        {"t":"2026-11-24T12:00:05Z","s":2,"e":"start","name":"Test"}
        """;
    aws.objects().put(LogKeys.chunk(run.id(), BUILD, 1, 0), chunk.getBytes(StandardCharsets.UTF_8));
    same("log", get("/api/v1/runs/" + run.id() + "/jobs/build/log"));
    same("job-running", get("/api/v1/runs/" + run.id() + "/jobs/build"));
  }

  @Test
  void ofDeliveriesAndDeadLetters() throws IOException {
    var receive = new ReceiveWebhookHandler(aws.environment(), outside);
    for (var event : List.of("push", "star")) {
      var id = "72d3162e-cc78-11e3-81ab-4c9367dc0958".replace("cc78", event.substring(0, 4));
      HttpEvent.webhook(id, event, Files.readString(Path.of("../events/github/push.json")))
          .send(receive);
      now = now.plusSeconds(1);
    }
    var message = aws.queues().messages("deliveries.fifo").getFirst();
    aws.queues().put("dead.fifo", "d1", message.body(), message.group());
    aws.queues().put("dead.fifo", "d2", "not json", "octo/other");
    same("deliveries", get("/api/v1/deliveries"));
    same("dead-letters", get("/api/v1/dead-letters"));
    same("redriven", HttpEvent.of("POST", "/api/v1/dead-letters/redrive").send(handler).json());
  }

  @Test
  void ofRepositories() throws IOException {
    connect("https://user:secret@github.com/octo/hello.git");
    same("repositories", get("/api/v1/repositories"));
  }

  @Test
  void ofWorkflowFilesAndTheirPlans(@TempDir Path folder) throws Exception {
    var sample =
        SampleRepository.create(
            folder,
            """
            on:
              push: {branches: [main]}
            jobs:
              build:
                runs-on: ubuntu-latest
                strategy: {matrix: {tide: [low, high]}}
                steps:
                  - run: echo ${{ github.event.head_commit.message }}
              rescue:
                needs: build
                if: failure()
                runs-on: ubuntu-latest
                steps: [{run: ./rescue}]
            """);
    connect(sample.folder().toString());
    same("workflows", get("/api/v1/repositories/octo/hello/workflows"));
    same("workflow", get("/api/v1/repositories/octo/hello/workflows/ci.yml"));
    same("plan", get("/api/v1/repositories/octo/hello/workflows/ci.yml/plan"));
    var other =
        HttpEvent.of("GET", "/api/v1/repositories/octo/hello/workflows/ci.yml/plan")
            .parameter("event", "pull_request");
    same("plan-of-none", other.send(handler).json());
  }

  @Test
  void ofProblems() throws IOException {
    same("problem", HttpEvent.of("GET", "/api/v1/runs/1").send(handler).json());
  }

  private void connect(String url) {
    new DynamoDbRepositories(runs.aws(), new Env(aws.environment()).require("REPOSITORIES_TABLE"))
        .put(
            new ConnectedRepository(
                RepositoryId.parse("octo/hello"),
                url,
                Optional.of("main"),
                now,
                Map.of(),
                Map.of()));
  }

  private Run create(int n) {
    var run = SampleRun.create(runs, now, n, "octo/hello", "main");
    now = now.plusSeconds(1);
    return run;
  }

  private void begin(Run run) {
    tell(run, new RunCommand.Reached(BUILD, 1, "token"));
    tell(run, new RunCommand.Reached(JobKey.parse("test.1"), 1, "token"));
    tell(run, new RunCommand.Claim(BUILD, 1, AGENT));
  }

  private void complete(Run run, Conclusion conclusion) {
    var step =
        new StepResult(1, "Build", conclusion, conclusion, now, now.plus(Duration.ofSeconds(2)));
    var outcome =
        new JobOutcome(
            conclusion, Map.of("version", "7"), List.of(step), 1, Optional.of("exit code 2"));
    tell(run, new RunCommand.Complete(BUILD, 1, AGENT, outcome));
  }

  private void tell(Run run, RunCommand command) {
    runs.desk().tell(run.id(), command);
    now = now.plusSeconds(1);
  }

  private Json.Obj get(String path) {
    var answer = HttpEvent.of("GET", path).send(handler);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static void same(String name, Json.Obj document) throws IOException {
    var file = DOCUMENTS.resolve(name + ".json");
    var text = document.pretty() + "\n";
    if (Boolean.getBoolean("snapshots.update")) {
      Files.createDirectories(DOCUMENTS);
      Files.writeString(file, text);
    }
    assertThat(file).as(STALE).content().isEqualTo(text);
  }
}
