package dev.slipway.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.JobOutcome;
import dev.slipway.ci.job.StepResult;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.cloud.HttpEvent;
import dev.slipway.functions.cloud.InMemoryAws;
import dev.slipway.model.Conclusion;
import dev.slipway.model.JobKey;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunRoutesTest {
  private static final String AGENT = "agent-1";
  private static final JobKey BUILD = JobKey.of("build");

  private final InMemoryAws aws = new InMemoryAws();
  private final ServeApiHandler handler = new ServeApiHandler(aws.environment(), Outside.real());
  private final Runs runs = new Runs(aws.environment(), Outside.real());

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void listsRunsNewestFirst() {
    var first = create(1, "octo/one", "main");
    var second = create(2, "octo/two", "main");
    assertThat(ids(get("/api/v1/runs"))).containsExactly(id(second), id(first));
    assertThat(get("/api/v1/runs").members()).doesNotContainKey("nextToken");
  }

  @Test
  void filtersRuns() {
    var first = create(1, "octo/one", "main");
    var second = create(2, "octo/two", "dev");
    runs.desk().tell(second.id(), new RunCommand.Reached(BUILD, 1, "token"));
    runs.desk().tell(first.id(), new RunCommand.Finish(1));
    assertThat(filtered("repository", "Octo/ONE")).containsExactly(id(first));
    assertThat(filtered("branch", "dev")).containsExactly(id(second));
    assertThat(filtered("workflow", "CI")).containsExactly(id(second), id(first));
    assertThat(filtered("workflow", "ci.yml")).hasSize(2);
    assertThat(filtered("workflow", "other.yml")).isEmpty();
    assertThat(filtered("event", "pull_request")).isEmpty();
    assertThat(filtered("status", "in_progress")).containsExactly(id(second));
    assertThat(filtered("status", "completed")).containsExactly(id(first));
    assertThat(filtered("status", "cancelled")).containsExactly(id(first));
  }

  @Test
  void pagesThroughRunsWithAndWithoutARepository() {
    var all = new ArrayList<String>();
    for (var n = 1; n <= 5; n++) {
      all.addFirst(id(create(n, n == 3 ? "octo/other" : "octo/one", "main")));
    }
    assertThat(walk(HttpEvent.of("GET", "/api/v1/runs"))).isEqualTo(all);
    all.remove(2);
    assertThat(walk(HttpEvent.of("GET", "/api/v1/runs").parameter("repository", "octo/one")))
        .isEqualTo(all);
    assertThat(walk(HttpEvent.of("GET", "/api/v1/runs").parameter("branch", "none"))).isEmpty();
  }

  private List<String> walk(HttpEvent list) {
    var found = new ArrayList<String>();
    var next = Optional.of(list.parameter("limit", "2"));
    while (next.isPresent()) {
      var page = next.get().send(handler).json();
      found.addAll(ids(page));
      next =
          page.string("nextToken")
              .map(token -> list.parameter("limit", "2").parameter("token", token));
    }
    return found;
  }

  @Test
  void aTokenOfAnotherQuestionIsRefused() {
    for (var n = 1; n <= 3; n++) {
      create(n, "octo/one", "main");
    }
    var list = HttpEvent.of("GET", "/api/v1/runs").parameter("limit", "1");
    var token = list.send(handler).json().requireString("nextToken");
    assertThat(list.parameter("token", token).send(handler).status()).isEqualTo(200);
    assertThat(list.parameter("branch", "main").parameter("token", token).send(handler).status())
        .isEqualTo(400);
    assertThat(list.parameter("token", token + "A").send(handler).status()).isEqualTo(400);
  }

  @Test
  void tellsARunWithItsJobs() {
    var run = create(1, "octo/one", "main");
    var document = get("/api/v1/runs/" + run.id());
    assertThat(document.array("jobs").stream().map(job -> ((Json.Obj) job).requireString("name")))
        .containsExactly("build", "test (21)", "test (25)");
    assertThat(status("/api/v1/runs/1")).isEqualTo(404);
    assertThat(status("/api/v1/runs/x")).isEqualTo(404);
    assertThat(status("/api/v1/runs/" + run.id() + "/jobs/none")).isEqualTo(404);
  }

  @Test
  void cancelsARunOnceItRuns() {
    var run = create(1, "octo/one", "main");
    var cancel = HttpEvent.of("POST", "/api/v1/runs/" + run.id() + "/cancel");
    assertThat(cancel.send(handler).status()).isEqualTo(202);
    assertThat(cancel.send(handler).status()).isEqualTo(202);
    runs.desk().tell(run.id(), new RunCommand.Finish(1));
    assertThat(cancel.send(handler).status()).isEqualTo(409);
    assertThat(HttpEvent.of("POST", "/api/v1/runs/1/cancel").send(handler).status()).isEqualTo(404);
  }

  @Test
  void runsAgainWhatIsOver() {
    var run = create(1, "octo/one", "main");
    var rerun = HttpEvent.of("POST", "/api/v1/runs/" + run.id() + "/rerun");
    assertThat(rerun.send(handler).status()).isEqualTo(409);
    runs.desk().tell(run.id(), new RunCommand.Finish(1));
    var answer = rerun.body("{\"job\":\"test.1\"}").send(handler);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().requireNumber("attempt")).isEqualTo(2);
    assertThat(aws.calls("StartExecution").getFirst().requireString("name"))
        .isEqualTo(run.id() + "-2");
    assertThat(rerun.send(handler).status()).isEqualTo(409);
  }

  @Test
  void refusesAWrongRerun() {
    var run = create(1, "octo/one", "main");
    runs.desk().tell(run.id(), new RunCommand.Finish(1));
    var rerun = HttpEvent.of("POST", "/api/v1/runs/" + run.id() + "/rerun");
    assertThat(rerun.body("{\"only\":\"some\"}").send(handler).status()).isEqualTo(400);
    assertThat(rerun.body("{\"only\":\"all\",\"job\":\"build\"}").send(handler).status())
        .isEqualTo(400);
    assertThat(rerun.body("{\"job\":\"none\"}").send(handler).status()).isEqualTo(404);
  }

  @Test
  void tellsTheStepsOfAJobThatRunsFromItsLog() {
    var run = running();
    chunk(
        run,
        0,
        """
        {"t":"2026-11-24T12:00:00Z","s":1,"e":"start","name":"Build"}
        {"t":"2026-11-24T12:00:01Z","s":1,"m":"compiling"}
        """);
    assertThat(steps(run)).containsExactly("1 Build in_progress");
    chunk(
        run,
        1,
        """
        {"t":"2026-11-24T12:00:02Z","s":1,"e":"end","outcome":"success","conclusion":"success"}
        """);
    assertThat(steps(run)).containsExactly("1 Build completed");
  }

  @Test
  void tellsTheStepsOfAJobThatIsOverFromItsOutcome() {
    var run = running();
    complete(run, 0);
    var job = get("/api/v1/runs/" + run.id() + "/jobs/build");
    assertThat(job.requireString("conclusion")).isEqualTo("success");
    assertThat(job.object("outputs")).isEqualTo(Json.strings(Map.of("version", "7")));
    assertThat(steps(run)).containsExactly("1 Build completed");
  }

  @Test
  void followsALogToItsEnd() {
    var run = running();
    chunk(run, 0, "{\"t\":\"2026-11-24T12:00:00Z\",\"s\":1,\"m\":\"one\"}\n");
    var log = HttpEvent.of("GET", "/api/v1/runs/" + run.id() + "/jobs/build/log");
    var first = log.send(handler).json();
    assertThat(lines(first)).containsExactly("one");
    assertThat(first.bool("done")).contains(false);
    var idle = log.parameter("after", first.requireString("nextToken")).send(handler).json();
    assertThat(lines(idle)).isEmpty();
    assertThat(idle.requireString("nextToken")).isEqualTo(first.requireString("nextToken"));
    chunk(run, 1, "{\"t\":\"2026-11-24T12:00:00Z\",\"s\":1,\"m\":\"two\"}\n");
    complete(run, 2);
    var last = log.parameter("after", first.requireString("nextToken")).send(handler).json();
    assertThat(lines(last)).containsExactly("two");
    assertThat(last.bool("done")).contains(true);
    assertThat(lines(log.send(handler).json())).containsExactly("one", "two");
  }

  @Test
  void endsALogOfWhichAChunkWasLost() {
    var run = running();
    chunk(run, 0, "{\"t\":\"2026-11-24T12:00:00Z\",\"s\":1,\"m\":\"one\"}\n");
    chunk(run, 2, "{\"t\":\"2026-11-24T12:00:00Z\",\"s\":1,\"m\":\"three\"}\n");
    complete(run, 4);
    var log = get("/api/v1/runs/" + run.id() + "/jobs/build/log");
    assertThat(lines(log)).containsExactly("one", "three");
    assertThat(log.bool("done")).contains(true);
  }

  @Test
  void endsTheLogOfAJobWhoseAgentWasLost() {
    var run = running();
    chunk(run, 0, "{\"t\":\"2026-11-24T12:00:00Z\",\"s\":1,\"m\":\"one\"}\n");
    runs.desk().tell(run.id(), new RunCommand.BuildEnded(BUILD, 1, "its build ended as fault"));
    var log = get("/api/v1/runs/" + run.id() + "/jobs/build/log");
    assertThat(lines(log)).containsExactly("one");
    assertThat(log.bool("done")).contains(true);
  }

  @Test
  void leavesOutWhatIsNoLogEvent() {
    var run = running();
    chunk(
        run,
        0,
        """
        nonsense
        {"s":1}
        []
        {"t":"never","s":1,"m":"x"}
        {"t":"2026-11-24T12:00:00Z","s":1,"m":"good"}
        {"t":"2026-11-24T12:00:00Z","s":1,"m":"cut\
        """);
    assertThat(lines(get("/api/v1/runs/" + run.id() + "/jobs/build/log"))).containsExactly("good");
  }

  @Test
  void aPageOfALogHasAboutAMegabyte() {
    var run = running();
    var line = "{\"t\":\"2026-11-24T12:00:00Z\",\"s\":1,\"m\":\"" + "x".repeat(300_000) + "\"}\n";
    for (var n = 0; n < 6; n++) {
      chunk(run, n, line);
    }
    var log = HttpEvent.of("GET", "/api/v1/runs/" + run.id() + "/jobs/build/log");
    var first = log.send(handler).json();
    assertThat(first.array("events")).hasSize(4);
    var rest = log.parameter("after", first.requireString("nextToken")).send(handler).json();
    assertThat(rest.array("events")).hasSize(2);
  }

  @Test
  void refusesAForgedCursor() {
    var run = running();
    var log = HttpEvent.of("GET", "/api/v1/runs/" + run.id() + "/jobs/build/log");
    var other = HttpEvent.of("GET", "/api/v1/runs/" + run.id() + "/jobs/test.0/log");
    var token = other.send(handler).json().requireString("nextToken");
    for (var cursor : List.of("7", "x", token)) {
      assertThat(log.parameter("after", cursor).send(handler).status()).as(cursor).isEqualTo(400);
    }
    assertThat(log.parameter("attempt", "9").send(handler).status()).isEqualTo(404);
    assertThat(log.parameter("attempt", "first").send(handler).status()).isEqualTo(400);
  }

  @Test
  void keepsTheLogOfAnEarlierAttempt() {
    var run = running();
    chunk(run, 0, "{\"t\":\"2026-11-24T12:00:00Z\",\"s\":1,\"m\":\"first\"}\n");
    complete(run, 1);
    runs.desk().tell(run.id(), new RunCommand.Finish(1));
    runs.desk().tell(run.id(), new RunCommand.Rerun(new RunCommand.Which.All()));
    var log = HttpEvent.of("GET", "/api/v1/runs/" + run.id() + "/jobs/build/log");
    assertThat(lines(log.send(handler).json())).isEmpty();
    var earlier = log.parameter("attempt", "1").send(handler).json();
    assertThat(lines(earlier)).containsExactly("first");
    assertThat(earlier.bool("done")).contains(true);
  }

  @Test
  void estimatesWhatARunCosts() {
    var run = running();
    complete(run, 0);
    var cost = get("/api/v1/runs/" + run.id() + "/cost");
    var transitions = (Json.Obj) cost.array("lines").getFirst();
    // build, test with two combinations, finish, the choice, the end
    assertThat(transitions.requireNumber("quantity")).isEqualTo(7);
    assertThat(transitions.requireNumber("amount")).isEqualTo(0.000175);
    assertThat(cost.requireNumber("total")).isBetween(0.005, 0.006);
  }

  private Run create(int n, String repository, String branch) {
    return SampleRun.create(aws.environment(), n, repository, branch);
  }

  private Run running() {
    var run = create(1, "octo/one", "main");
    runs.desk().tell(run.id(), new RunCommand.Reached(BUILD, 1, "token"));
    return runs.desk().tell(run.id(), new RunCommand.Claim(BUILD, 1, AGENT));
  }

  private void complete(Run run, int logChunks) {
    var at = Instant.parse("2026-11-24T12:00:00Z");
    var step = new StepResult(1, "Build", Conclusion.SUCCESS, Conclusion.SUCCESS, at, at);
    runs.desk()
        .tell(
            run.id(),
            new RunCommand.Complete(
                BUILD,
                1,
                AGENT,
                new JobOutcome(
                    Conclusion.SUCCESS,
                    Map.of("version", "7"),
                    List.of(step),
                    logChunks,
                    Optional.empty())));
  }

  private void chunk(Run run, int n, String ndjson) {
    aws.objects()
        .put(LogKeys.chunk(run.id(), BUILD, 1, n), ndjson.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> steps(Run run) {
    return get("/api/v1/runs/" + run.id() + "/jobs/build").array("steps").stream()
        .map(Json.Obj.class::cast)
        .map(step ->
            "%d %s %s"
                .formatted(
                    (int) step.requireNumber("number"),
                    step.requireString("name"),
                    step.requireString("status")))
        .toList();
  }

  private static List<String> lines(Json.Obj log) {
    return log.array("events").stream()
        .map(event -> ((Json.Obj) event).requireString("m"))
        .toList();
  }

  private Json.Obj get(String path) {
    var answer = HttpEvent.of("GET", path).send(handler);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private int status(String path) {
    return HttpEvent.of("GET", path).send(handler).status();
  }

  private List<String> filtered(String name, String value) {
    return ids(HttpEvent.of("GET", "/api/v1/runs").parameter(name, value).send(handler).json());
  }

  private static List<String> ids(Json.Obj page) {
    return page.array("runs").stream().map(run -> ((Json.Obj) run).requireString("id")).toList();
  }

  private static String id(Run run) {
    return run.id().toString();
  }
}
