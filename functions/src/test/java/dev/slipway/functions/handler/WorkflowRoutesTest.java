package dev.slipway.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.cloud.HttpEvent;
import dev.slipway.functions.cloud.InMemoryAws;
import dev.slipway.model.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowRoutesTest {
  private static final String CI =
      """
      on: [push, workflow_dispatch]
      jobs:
        call: {uses: ./.github/workflows/deploy.yml}
        lost: {uses: ./.github/workflows/lost.yml}
        far: {uses: acme/tools/.github/workflows/deploy.yml@v1}
      """;
  private static final String DEPLOY =
      """
      on:
        workflow_call:
        workflow_dispatch:
          inputs: {level: {type: number, required: true}}
      jobs:
        deploy:
          runs-on: ubuntu-latest
          steps: [{run: ./deploy}]
        report:
          if: inputs.level > 3
          runs-on: ubuntu-latest
          steps: [{run: ./report}]
      """;
  private static final String BROKEN = "on: push\njobs:\n  a: {runs-on: x, stepz: []}\n";

  @TempDir Path folder;

  private final InMemoryAws aws = new InMemoryAws();
  private final ServeApiHandler handler = new ServeApiHandler(aws.environment(), Outside.real());

  @BeforeEach
  void connect() throws Exception {
    SampleRepository.write(folder, ".github/workflows/deploy.yml", DEPLOY);
    SampleRepository.write(folder, ".github/workflows/broken.yaml", BROKEN);
    SampleRepository.write(folder, ".github/workflows/README.md", "no workflow");
    var sample = SampleRepository.create(folder, CI);
    var body =
        Json.object().put("name", "octo/hello").put("url", sample.folder().toString()).build();
    var answer = HttpEvent.of("POST", "/api/v1/repositories").body(body.text()).send(handler);
    assertThat(answer.status()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private HttpEvent.Answer get(String address) {
    var parts = address.split("[?&]", -1);
    var event = HttpEvent.of("GET", "/api/v1/repositories/octo/hello/workflows" + parts[0]);
    for (var parameter : List.of(parts).subList(1, parts.length)) {
      var equals = parameter.indexOf('=');
      event = event.parameter(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    return event.send(handler);
  }

  @Test
  void listsFilesWithWhatIsFoundInThem() {
    var list = get("").json();
    assertThat(list.requireString("ref")).isEqualTo("refs/heads/main");
    var files = list.array("workflows").stream().map(Json.Obj.class::cast).toList();
    assertThat(files.stream().map(file -> file.requireString("file")))
        .containsExactly("broken.yaml", "ci.yml", "deploy.yml");
    assertThat(files.getFirst().object("counts").requireInt("errors")).isPositive();
    assertThat(files.getLast().object("counts").requireInt("errors")).isZero();
    assertThat(files.getLast().strings("events"))
        .containsExactly("workflow_call", "workflow_dispatch");
  }

  @Test
  void showsAFileWithItsFindings() {
    var file = get("/broken.yaml").json();
    assertThat(file.requireString("source")).isEqualTo(BROKEN);
    var finding = (Json.Obj) file.array("findings").getFirst();
    assertThat(finding.requireString("message")).contains("stepz");
    assertThat(finding.requireInt("line")).isEqualTo(3);
    assertThat(finding.requireString("severity")).isEqualTo("error");
  }

  @Test
  void calledFilesAreLookedUpInTheSameCommit() {
    var messages =
        get("/ci.yml").json().array("findings").stream()
            .map(finding -> ((Json.Obj) finding).requireString("message"))
            .toList();
    assertThat(messages).anyMatch(message -> message.contains("lost.yml"));
    assertThat(messages).noneMatch(message -> message.contains("deploy.yml"));
  }

  @Test
  void tellsWhatWouldRunAndWhyNotTheRest() {
    var plan = get("/deploy.yml/plan?event=workflow_dispatch&ref=main").json();
    assertThat(plan.bool("starts")).contains(true);
    var jobs = plan.array("jobs").stream().map(Json.Obj.class::cast).toList();
    assertThat(jobs.stream().map(job -> job.bool("runs").orElseThrow()).toList())
        .isEqualTo(List.of(true, false));
    assertThat(jobs.getLast().requireString("reason")).isNotBlank();
    var none = get("/deploy.yml/plan?event=push").json();
    assertThat(none.bool("starts")).contains(false);
    assertThat(none.requireString("reason")).contains("push");
  }

  @ParameterizedTest
  @CsvSource({
    "/none.yml,                    404, none.yml",
    "/README.md,                   404, README.md",
    "/ci.yml?ref=none,             404, none",
    "/broken.yaml/plan,            422, stepz",
    "/ci.yml/plan?event=star,      422, star",
  })
  void refusesByName(String path, int status, String named) {
    var answer = get(path);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().requireString("detail")).contains(named);
  }

  @Test
  void knowsOnlyConnectedRepositories() {
    var other = HttpEvent.of("GET", "/api/v1/repositories/octo/other/workflows").send(handler);
    assertThat(other.status()).isEqualTo(404);
  }
}
