package dev.slipway.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.run.Jobs;
import dev.slipway.ci.run.PlannedRun;
import dev.slipway.ci.run.Play;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.ci.run.RunFactory;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the API tells of runs, from the first to the last.
class RunDocumentsTest {
  @Test
  void aRunThatGoesOn() {
    var play =
        Play.of(Jobs.of("build", "deploy: build") + Jobs.matrix(2, "", "build"))
            .reachAll()
            .claim("build")
            .later(Duration.ofSeconds(90))
            .end("build", Conclusion.SUCCESS, Map.of("version", "7"))
            .claim("test.1");
    assertThat(RunDocuments.run(play.run()))
        .isEqualTo(
            Json.parse(
                """
                {
                  "id": "%s",
                  "repository": "o/r",
                  "workflow": {"path": ".github/workflows/ci.yml", "name": ".github/workflows/ci.yml"},
                  "title": ".github/workflows/ci.yml",
                  "number": 1,
                  "attempt": 1,
                  "event": "push",
                  "ref": "refs/heads/main",
                  "branch": "main",
                  "sha": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                  "actor": "octocat",
                  "status": "in_progress",
                  "conclusion": null,
                  "createdAt": "2026-11-24T12:00:00Z",
                  "startedAt": "2026-11-24T12:00:00Z",
                  "completedAt": null,
                  "jobs": [
                    {"key": "build", "job": "build", "name": "build", "needs": [],
                     "status": "completed", "conclusion": "success", "attempt": 1,
                     "startedAt": "2026-11-24T12:00:00Z", "completedAt": "2026-11-24T12:01:30Z"},
                    {"key": "deploy", "job": "deploy", "name": "deploy", "needs": ["build"],
                     "status": "queued", "conclusion": null, "attempt": 1,
                     "startedAt": null, "completedAt": null},
                    {"key": "test.0", "job": "test", "name": "test (0)", "matrix": {"n": 0},
                     "needs": ["build"], "status": "queued", "conclusion": null, "attempt": 1,
                     "startedAt": null, "completedAt": null},
                    {"key": "test.1", "job": "test", "name": "test (1)", "matrix": {"n": 1},
                     "needs": ["build"], "status": "in_progress", "conclusion": null, "attempt": 1,
                     "startedAt": "2026-11-24T12:01:30Z", "completedAt": null}
                  ],
                  "deliveryId": "delivery"
                }
                """
                    .formatted(play.run().id())));
  }

  @Test
  void jobsSayWhyTheyWaitOrEnded() {
    var play = Play.of(Jobs.of("a", "b: a")).reachAll();
    assertThat(document(play, "b").string("reason")).contains("waits for a");
    assertThat(document(play, "b").string("status")).contains("waiting");
    play.play("a", Conclusion.FAILURE);
    assertThat(document(play, "b").string("reason")).contains("a failed");
    assertThat(document(play, "b").string("conclusion")).contains("skipped");
    assertThat(document(play, "b").get("startedAt")).isEmpty();
  }

  @Test
  void oneJobHasItsStepsAndOutputsOnceItIsOver() {
    var play = Play.of(Jobs.of("a")).reachAll().claim("a");
    assertThat(document(play, "a").array("steps")).isEmpty();
    play.end("a", Conclusion.SUCCESS, Map.of("version", "7"));
    assertThat(document(play, "a").object("outputs").string("version")).contains("7");
    assertThat(document(play, "a").string("runId")).contains(play.run().id().toString());
  }

  @Test
  void aRunWhoseFileIsInvalidSaysWhy() {
    var planned = PlannedRun.of(Jobs.of("a"), Map.of());
    var run =
        RunFactory.failed(
            planned.run().id(), 3, planned.inputs(), "delivery", "ci.yml:1:1: no", PlannedRun.NOON);
    var document = RunDocuments.summary(run);
    assertThat(document.string("status")).contains("completed");
    assertThat(document.string("conclusion")).contains("failure");
    assertThat(document.string("message")).contains("ci.yml:1:1: no");
  }

  @Test
  void aRunIsQueuedInProgressOrCompleted() {
    var play = Play.of(Jobs.of("a"));
    assertThat(RunDocuments.summary(play.run()).string("status")).contains("queued");
    play.reachAll();
    assertThat(RunDocuments.summary(play.run()).string("status")).contains("in_progress");
    play.play("a", Conclusion.SUCCESS).finish();
    assertThat(RunDocuments.summary(play.run()).string("status")).contains("completed");
    play.tell(new RunCommand.Rerun(new RunCommand.Which.All()));
    assertThat(RunDocuments.summary(play.run()).string("status")).contains("queued");
  }

  /// The site's types are made from the same names.
  @Test
  void statusesAreTheWordsThatAFilterTakes() {
    assertThat(RunFilter.STATUSES)
        .isEqualTo(
            List.of(
                "queued",
                "in_progress",
                "waiting",
                "completed",
                "success",
                "failure",
                "cancelled",
                "skipped"));
  }

  private static Json.Obj document(Play play, String key) {
    return RunDocuments.job(play.run(), play.job(key));
  }
}
