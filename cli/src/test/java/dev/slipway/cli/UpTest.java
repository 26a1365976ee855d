package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpTest {
  private final Path folder;
  private final CommandProcess here;

  UpTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.here = new CommandProcess(java.nio.file.Files.createDirectories(folder.resolve("work")));
  }

  private static boolean isCompleted(Json.Obj run) {
    return run.string("status").filter("completed"::equals).isPresent();
  }

  private static String firstRun(Json.Obj page) {
    return ((Json.Obj) page.array("runs").getFirst()).requireString("id");
  }

  @Test
  void aPushToTheSampleBecomesARunAndSecondUpSaysWhoHasTheFolder() throws Exception {
    try (var up = UpProcess.start(folder.resolve("data"))) {
      assertThat(up.said()).contains("Site").contains(up.url()).contains("git clone");
      here.git("pull", "--quiet", up.data().resolve("sample.git").toString(), "main");
      here.git("commit", "--quiet", "--allow-empty", "-m", "My first push");
      here.git("push", "--quiet", up.data().resolve("sample.git").toString(), "main");

      var page = up.await("/api/v1/runs", found -> !found.array("runs").isEmpty());
      var run = up.await("/api/v1/runs/" + firstRun(page), UpTest::isCompleted);

      assertThat(run.string("conclusion")).contains("success");
      assertThat(run.string("title")).contains("My first push");
      assertThat(here.slipway("runs", "--url", up.url()).out()).contains("My first push");
      assertThat(here.slipway("logs", firstRun(page), "--url", up.url()).out())
          .contains("it answered");
      assertThat(here.slipway("cost", firstRun(page), "--url", up.url()).out()).contains("$");
      var second =
          here.slipway("up", "--port", "0", "--aws-port", "0", "--data", up.data().toString());
      assertThat(second.exit()).isEqualTo(3);
      assertThat(second.out()).contains(up.data().toString());
      assertThat(up.stop()).isEqualTo(143);
    }
  }

  @Test
  void aRunGoesOnAfterAKill() throws Exception {
    var data = folder.resolve("data");
    String run;
    try (var up = UpProcess.start(data, "--no-sample")) {
      here.file(
          ".github/workflows/ci.yml",
          """
          on: workflow_dispatch
          jobs:
            a:
              runs-on: ubuntu-latest
              steps:
                - run: test -e %1$s || { touch %1$s; sleep 60; }
            b: {needs: a, runs-on: ubuntu-latest, steps: [{run: echo after all}]}
          """
              .formatted(folder.resolve("began")));
      here.git("add", ".");
      here.git("commit", "--quiet", "-m", "Begin");
      var where = folder.resolve("work").toString();
      assertThat(here.slipway("repo", "add", where, "--name", "me/it", "--url", up.url()).exit())
          .isZero();
      assertThat(here.slipway("dispatch", "ci.yml", "--repo", "me/it", "--url", up.url()).exit())
          .isZero();
      var page = up.await("/api/v1/runs", found -> !found.array("runs").isEmpty());
      run = firstRun(page);
      up.await("/api/v1/runs", _ -> folder.resolve("began").toFile().exists());
      up.kill();
    }

    try (var up = UpProcess.start(data, "--no-sample")) {
      var ended = up.await("/api/v1/runs/" + run, UpTest::isCompleted);
      assertThat(ended.string("conclusion")).contains("success");
      assertThat(here.slipway("logs", run, "--url", up.url()).out()).contains("after all");
    }
  }
}
