package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole path: a push, a run, its jobs, their logs.
class PathTest {
  private static final String DELIVERY =
      """
      name: Delivery
      on: push
      env: {GREETING: hello}
      jobs:
        build:
          runs-on: ubuntu-latest
          outputs: {word: "${{ steps.say.outputs.word }}"}
          steps:
            - uses: actions/checkout@v4
            - id: say
              run: echo "word=$GREETING" >> "$GITHUB_OUTPUT"; cat README.md
        unit:
          needs: build
          runs-on: ubuntu-latest
          strategy: {matrix: {part: [1, 2]}}
          steps: [{run: 'echo "${{ needs.build.outputs.word }} ${{ matrix.part }}"'}]
        lint:
          needs: build
          runs-on: ubuntu-latest
          steps: [{run: 'true'}]
        deploy:
          needs: [unit, lint]
          runs-on: ubuntu-latest
          steps: [{run: 'echo deployed ${{ github.sha }}'}]
      """;

  @TempDir static Path folder;

  private static TestPlatform platform;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start(folder);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static TestRepository repository(String name) {
    var repository = TestRepository.create(folder, "ann/" + name);
    platform.connect(repository);
    return repository;
  }

  private static Map<String, String> conclusions(Json.Obj run) {
    return run.array("jobs").stream()
        .map(Json.Obj.class::cast)
        .collect(
            Collectors.toMap(
                job -> job.requireString("key"), job -> job.string("conclusion").orElse("")));
  }

  private static List<String> lines(Json.Obj run, String job) {
    var log =
        platform.get("/api/v1/runs/%s/jobs/%s/log".formatted(run.requireString("id"), job)).json();
    assertThat(log.bool("done")).contains(true);
    return log.array("events").stream()
        .flatMap(event -> ((Json.Obj) event).string("m").stream())
        .toList();
  }

  @Test
  void aPushBecomesARunWithLogsOutputsAndAConclusion() {
    var repository = repository("whole");

    var delivery = platform.pushed(repository, TestRepository.CI, DELIVERY);
    var run = platform.runOf(delivery);

    assertThat(run.string("conclusion")).contains("success");
    assertThat(run.string("title")).contains("Change " + TestRepository.CI);
    assertThat(conclusions(run))
        .containsOnlyKeys("build", "unit.0", "unit.1", "lint", "deploy")
        .allSatisfy((_, conclusion) -> assertThat(conclusion).isEqualTo("success"));
    assertThat(lines(run, "build")).contains("A repository");
    assertThat(lines(run, "unit.1")).contains("hello 2");
    assertThat(lines(run, "deploy")).contains("deployed " + repository.head());
    var execution =
        platform.aws(
            "AWSStepFunctions.DescribeExecution",
            Json.object().put("executionArn", run.requireString("executionArn")).build());
    assertThat(execution.string("status")).contains("SUCCEEDED");
  }

  @Test
  void everyScreenIsTheOnePageOfTheSite() {
    for (var screen : List.of("/", "/runs/1", "/runs/1/jobs/test.3", "/repositories")) {
      var page = platform.get(screen);
      assertThat(page.text()).as(screen).contains("<title>Slipway</title>");
      assertThat(page.type()).startsWith("text/html");
    }
    assertThat(platform.get("/assets/none.js").status()).isEqualTo(404);
  }

  @Test
  void aRepeatedDeliveryMakesNoSecondRun() {
    var repository = repository("twice");
    var before = repository.head();
    var after = repository.commit(TestRepository.CI, one("echo once"), "Work");
    var push = TestPlatform.push(repository, "refs/heads/main", before, after);
    var id = UUID.randomUUID().toString();

    assertThat(platform.deliver(id, "push", push).status()).isEqualTo(202);
    var run = platform.runOf(platform.delivery(id));
    assertThat(platform.deliver(id, "push", push).status()).isEqualTo(200);
    var other = UUID.randomUUID().toString();
    platform.deliver(other, "push", push);

    assertThat(platform.delivery(other).string("status")).contains("ignored");
    assertThat(platform.get("/api/v1/runs?repository=ann/twice").json().array("runs"))
        .singleElement()
        .extracting(found -> ((Json.Obj) found).requireString("id"))
        .isEqualTo(run.requireString("id"));
  }

  @Test
  void whatNeedsAFailedJobIsSkippedAndTheRunFails() {
    var repository = repository("broken");
    var workflow =
        """
        on: push
        jobs:
          a: {runs-on: ubuntu-latest, steps: [{run: exit 3}]}
          b: {needs: a, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
          c: {needs: a, if: always(), runs-on: ubuntu-latest, steps: [{run: 'true'}]}
        """;

    var run = platform.runOf(platform.pushed(repository, TestRepository.CI, workflow));

    assertThat(run.string("conclusion")).contains("failure");
    assertThat(conclusions(run))
        .containsEntry("a", "failure")
        .containsEntry("b", "skipped")
        .containsEntry("c", "success");
  }

  @Test
  void anInvalidFileBecomesAFailedRunThatNamesThePlace() {
    var repository = repository("invalid");

    var run =
        platform.runOf(
            platform.pushed(
                repository,
                TestRepository.CI,
                "on: push\njobs:\n  a:\n    runs-on: x\n    stepz: []\n"));

    assertThat(run.string("conclusion")).contains("failure");
    assertThat(run.string("message")).get().asString().contains(TestRepository.CI).contains("5");
  }

  @Test
  void aNewerRunOfAGroupCancelsTheOneThatRuns() {
    var repository = repository("groups");
    var grouped = "concurrency: {group: ci, cancel-in-progress: true}\n";
    var first = run(platform.pushed(repository, TestRepository.CI, grouped + one("sleep 60")));
    platform.await(
        "/api/v1/runs/%s/jobs/a".formatted(first),
        job -> job.string("status").filter("in_progress"::equals).isPresent());

    var second = run(platform.pushed(repository, TestRepository.CI, grouped + one("echo newer")));

    assertThat(platform.finished(second).string("conclusion")).contains("success");
    var cancelled = platform.finished(first);
    assertThat(cancelled.string("conclusion")).contains("cancelled");
    assertThat(cancelled.string("message")).get().asString().contains("ci");
  }

  @Test
  void runsOfAQueueRunOneAfterTheOther() {
    var repository = repository("queue");
    var queued = "concurrency: {group: deploy, queue: max}\n" + one("true");
    var runs = new ArrayList<String>();
    for (var i = 0; i < 3; i++) {
      runs.add(run(platform.pushed(repository, TestRepository.CI, queued + "# " + i + "\n")));
    }

    var times =
        runs.stream()
            .map(platform::finished)
            .map(run -> run.requireString("startedAt") + " " + run.requireString("completedAt"))
            .toList();

    for (var i = 1; i < times.size(); i++) {
      var ended = times.get(i - 1).split(" ", 2)[1];
      assertThat(times.get(i).split(" ", 2)[0]).isGreaterThanOrEqualTo(ended);
    }
  }

  private static String run(Json.Obj delivery) {
    return ((Json.Str) delivery.array("runs").getFirst()).value();
  }

  @Test
  void aJobsReportIsKept() {
    var repository = repository("report");
    var run =
        platform.runOf(
            platform.pushed(
                repository,
                TestRepository.CI,
                """
                on: push
                jobs:
                  a:
                    runs-on: ubuntu-latest
                    steps:
                      - run: |
                          echo "::warning file=a.js,line=3::hm"
                          echo "# Done" > "$GITHUB_STEP_SUMMARY"
                  b: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}
                """));
    var jobs = "/api/v1/runs/%s/jobs/".formatted(run.requireString("id"));

    var report = platform.get(jobs + "a/report").json();
    assertThat(report)
        .isEqualTo(
            Json.parse(
                """
                {"annotations": [
                  {"level": "warning", "step": 1, "message": "hm", "file": "a.js", "line": 3}],
                 "summaries": [{"step": 1, "text": "# Done\\n"}]}
                """));
    assertThat(platform.get(jobs + "b/report").json().text())
        .isEqualTo("{\"annotations\":[],\"summaries\":[]}");
    assertThat(platform.get(jobs + "c/report").status()).isEqualTo(404);
  }

  @Test
  void anIssueRunsTheDefaultBranchWithItsPayload() {
    var repository = repository("issues");
    repository.commit(
        TestRepository.CI,
        one("echo ${{ github.event.issue.title }} on $GITHUB_REF")
            .replace("on: push", "on: issues"),
        "Look at issues");
    var id = UUID.randomUUID().toString();
    var body =
        Json.object()
            .put("action", "opened")
            .put("issue", Json.object().put("number", 7).put("title", "Broken").build())
            .put(
                "repository",
                Json.object().put("full_name", "ann/issues").put("default_branch", "main").build())
            .put("sender", Json.object().put("login", "bob").build())
            .build();

    assertThat(platform.deliver(id, "issues", body).status()).isEqualTo(202);

    var run = platform.runOf(platform.delivery(id));
    assertThat(run.string("sha")).contains(repository.head());
    assertThat(run.string("actor")).contains("bob");
    assertThat(lines(run, "a")).contains("Broken on refs/heads/main");
  }

  @Test
  void aRunStartsThoseThatFollowIt() {
    var repository = repository("chain");
    repository.commit(
        ".github/workflows/follow.yml",
        """
        name: Follow
        on: {workflow_run: {workflows: [CI], types: [completed]}}
        jobs:
          a:
            runs-on: ubuntu-latest
            steps: [{run: 'echo "after ${{ github.event.workflow_run.conclusion }}"'}]
        """,
        "Follow");
    platform.runOf(platform.pushed(repository, TestRepository.CI, "name: CI\n" + one("exit 1")));

    var list =
        platform.await(
            "/api/v1/runs?repository=ann/chain&event=workflow_run",
            found -> !found.array("runs").isEmpty());

    var run = platform.finished(((Json.Obj) list.array("runs").getFirst()).requireString("id"));
    assertThat(run.string("sha")).contains(repository.head());
    assertThat(lines(run, "a")).contains("after failure");
  }

  @Test
  void theSweepFindsAPushWhoseWebhookNeverCame() {
    var repository = repository("silent");
    repository.commit(TestRepository.CI, one("echo found"), "Told to nobody");

    platform.invoke(function("SweepRepositories"));

    var list =
        platform.await(
            "/api/v1/runs?repository=ann/silent", found -> !found.array("runs").isEmpty());
    var run = platform.finished(((Json.Obj) list.array("runs").getFirst()).requireString("id"));
    assertThat(run.string("conclusion")).contains("success");
  }

  @Test
  void theSweepConcludesARunWhoseExecutionWasStopped() {
    var repository = repository("stopped");
    var delivery = platform.pushed(repository, TestRepository.CI, one("sleep 60"));
    var id = ((Json.Str) delivery.array("runs").getFirst()).value();
    platform.await(
        "/api/v1/runs/%s/jobs/a".formatted(id),
        job -> job.string("status").filter("in_progress"::equals).isPresent());
    var execution = platform.get("/api/v1/runs/" + id).json().requireString("executionArn");

    platform.aws(
        "AWSStepFunctions.StopExecution", Json.object().put("executionArn", execution).build());
    platform.invoke(function("SweepRepositories"));

    assertThat(platform.finished(id).string("conclusion")).contains("cancelled");
  }

  private static String function(String handler) {
    return "slipway-stateless-Functions%sFunction".formatted(handler)
        + switch (handler) {
          case "SweepRepositories" -> "65A7D9DE";
          default -> throw new IllegalArgumentException(handler);
        };
  }

  @Test
  void cancelsAndRunsAgain() {
    var repository = repository("long");
    var delivery = platform.pushed(repository, TestRepository.CI, one("sleep 60"));
    var id = ((Json.Str) delivery.array("runs").getFirst()).value();
    platform.await(
        "/api/v1/runs/%s/jobs/a".formatted(id),
        job -> job.string("status").filter("in_progress"::equals).isPresent());

    assertThat(platform.post("/api/v1/runs/%s/cancel".formatted(id), Json.Obj.EMPTY).status())
        .isEqualTo(202);
    assertThat(platform.finished(id).string("conclusion")).contains("cancelled");
    assertThat(platform.post("/api/v1/runs/%s/rerun".formatted(id), Json.Obj.EMPTY).status())
        .isEqualTo(202);
    platform.post("/api/v1/runs/%s/cancel".formatted(id), Json.Obj.EMPTY);
    var again = platform.finished(id);
    assertThat(again.number("attempt")).contains(2.0);
    assertThat(again.string("conclusion")).contains("cancelled");
  }

  @Test
  void dispatchesByHandWithInputs() {
    var repository = repository("manual");
    repository.commit(
        TestRepository.CI,
        """
        on:
          workflow_dispatch:
            inputs: {who: {type: string, default: you}}
        jobs:
          a: {runs-on: ubuntu-latest, steps: [{run: 'echo hello ${{ inputs.who }}'}]}
        """,
        "By hand");
    var asked =
        Json.object()
            .put("workflow", "ci.yml")
            .put("inputs", Json.object().put("who", "Bo").build())
            .build();

    var accepted = platform.post("/api/v1/repositories/ann/manual/dispatches", asked).json();
    var run = platform.runOf(platform.delivery(accepted.requireString("id")));

    assertThat(lines(run, "a")).contains("hello Bo");
  }

  @Test
  void whatIsNotWellIsRefusedOrRecorded() {
    var body = "{\"zen\":\"Keep it logically awesome.\"}".getBytes(StandardCharsets.UTF_8);
    var id = UUID.randomUUID().toString();
    assertThat(platform.deliver(id, "push", body, "sha256=" + "0".repeat(64)).status())
        .isEqualTo(401);
    assertThat(
            platform
                .send("POST", "/webhooks/github", Map.of("X-Hub-Signature", "sha1=00"), body)
                .status())
        .isEqualTo(401);
    var deep = ("{\"a\":" + "[".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
    assertThat(platform.deliver(id, "push", deep, platform.sign(deep)).status()).isEqualTo(400);
    var huge = new byte[7 * 1024 * 1024];
    assertThat(platform.deliver(id, "push", huge, platform.sign(huge)).status()).isEqualTo(413);
    var stranger = TestRepository.create(folder, "ann/stranger");
    var unknown = UUID.randomUUID().toString();
    platform.deliver(
        unknown,
        "push",
        TestPlatform.push(stranger, "refs/heads/main", "0".repeat(40), "1".repeat(40)));
    assertThat(platform.delivery(unknown).string("detail"))
        .get()
        .asString()
        .contains("is not connected");
    assertThat(platform.get("/api/v1/runs/1").status()).isEqualTo(404);
    assertThat(platform.get("/api/v1/runs/1").type()).isEqualTo("application/problem+json");
  }

  @Test
  void pagesOfOtherOriginsGetNothing() {
    assertThat(
            platform
                .send(
                    "POST",
                    "/api/v1/repositories",
                    Map.of("Origin", "https://evil.example"),
                    Json.Obj.EMPTY.bytes())
                .status())
        .isEqualTo(403);
    assertThat(platform.get("/runs/1").text()).contains("<title>Slipway</title>");
    assertThat(platform.get("/api/v1/health").json().string("status")).contains("ready");
  }

  private static String one(String command) {
    return "on: push\njobs:\n  a: {runs-on: ubuntu-latest, steps: [{run: '%s'}]}\n"
        .formatted(command);
  }
}
