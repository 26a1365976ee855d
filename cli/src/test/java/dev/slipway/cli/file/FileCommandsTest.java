package dev.slipway.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.lint.ScriptChecker.Shell;
import dev.slipway.cli.Main;
import dev.slipway.cli.Terminal;
import dev.slipway.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `lint` and `compile` on files that know each other.
class FileCommandsTest {
  private static final String CALLER =
      """
      on: push
      permissions: {}
      jobs:
        local: {uses: ./.github/workflows/build.yml, with: {target: a}}
        remote: {uses: acme/tools/.github/workflows/deploy.yml@v1}
      """;
  private static final String BUILD =
      """
      on:
        workflow_call:
          inputs: {target: {type: string, required: true}}
      permissions: {}
      jobs:
        one: {runs-on: ubuntu-latest, steps: [{run: make}]}
      """;

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private int exit;

  FileCommandsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aPlanHasTheJobsOfWhatIsCalled() throws IOException {
    workflow("build.yml", BUILD);
    var caller = workflow("ci.yml", CALLER);
    var jobs = (Json.Obj) Json.parse(slipway("compile", caller.toString(), "--emit", "plan"));
    assertThat(jobs.objects("jobs").stream().map(job -> job.requireString("name")))
        .as("what cannot be read stays one job")
        .containsExactly("local / one", "remote");
    var deploy = folder.resolve("deploy.yml");
    var name = "acme/tools/.github/workflows/deploy.yml@v1=" + deploy;
    Files.writeString(deploy, "on: workflow_call\njobs: {two: {runs-on: x, steps: [{run: y}]}}\n");
    var more =
        (Json.Obj)
            Json.parse(slipway("compile", caller.toString(), "--emit", "plan", "--include", name));
    assertThat(more.objects("jobs").stream().map(job -> job.requireString("key")))
        .containsExactly("local.one", "remote.two");
  }

  private Path workflow(String name, String text) throws IOException {
    var file = folder.resolve(".github/workflows").resolve(name);
    Files.createDirectories(folder.resolve(".github/workflows"));
    return Files.writeString(file, text);
  }

  private String slipway(String... arguments) {
    out.reset();
    err.reset();
    exit = Main.execute(new Terminal(stream(out), stream(err), false, false), arguments);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void followsCallsToTheFilesBesideAndTheIncluded() throws Exception {
    var caller = workflow("ci.yml", CALLER).toString();
    workflow("build.yml", BUILD);

    assertThat(slipway("lint", caller)).isEmpty();
    assertThat(exit).isZero();

    var deploy = folder.resolve("deploy.yml");
    Files.writeString(deploy, BUILD);
    var include = "acme/tools/.github/workflows/deploy.yml@v1=" + deploy;
    assertThat(slipway("lint", caller, "--include", include))
        .isEqualTo(
            caller
                + ":5:18: Input target is required, but not provided while calling."
                + " [workflow-call]\n");
    assertThat(exit).isEqualTo(1);

    Files.writeString(deploy, "on: workflow_call\njobs: {one: {runs-on: x}}\n");
    assertThat(slipway("lint", caller, "--include", include))
        .isEqualTo(
            "acme/tools/.github/workflows/deploy.yml@v1:2:14: Required property is missing: steps"
                + " [syntax-check]\n");
  }

  @Test
  void aCalledFileThatIsNotThereIsAnError() throws Exception {
    var caller = workflow("ci.yml", CALLER).toString();
    assertThat(slipway("lint", caller)).contains("workflow was not found");
    assertThat(exit).isEqualTo(1);
    slipway("compile", caller, "--emit", "json");
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(caller + " (Line: 4, Col: 17): ");
  }

  @Test
  void saysWhyAFileHasNoPlan() throws Exception {
    var source =
        """
        on: push
        jobs:
          test:
            runs-on: ubuntu-latest
            strategy: {matrix: "${{ fromJSON('{\\"a\\":{}}') }}"}
            steps: [{run: make}]
        """;
    var file = workflow("ci.yml", source).toString();
    slipway("compile", file, "--emit", "plan", "--event", "push");
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Matrix vector 'a' must be a sequence, but it is a mapping")
        .doesNotContain("\tat ");
  }

  @Test
  void knowsTheInputsOfActionsBeside() throws Exception {
    Files.createDirectories(folder.resolve("own"));
    Files.writeString(
        folder.resolve("own/action.yml"),
        """
        inputs:
          a: {required: true}
          b: {required: true, default: x}
          c: {deprecationMessage: use b}
        outputs: {done: {value: yes}}
        runs: {using: composite, steps: []}
        """);
    var file =
        workflow(
            "ci.yml",
            """
            on: push
            permissions: {}
            jobs:
              one:
                runs-on: ubuntu-latest
                steps:
                  - id: own
                    uses: ./own
                    with: {c: 1, d: 2}
                  - run: echo ${{ steps.own.outputs.done }} ${{ steps.own.outputs.gone }}
            """);
    assertThat(slipway("lint", file.toString()).replace(file + ":", ""))
        .isEqualTo(
            """
            8:15: Input 'a' is required by the action and missing [action-input]
            9:16: Input 'c' is deprecated: use b [action-input]
            9:22: Input 'd' is not defined by the action; it has a, b, c [action-input]
            10:53: Property 'gone' is not defined in 'steps.own.outputs'; it has done\
             [undefined-property]
            """);
  }

  @Test
  void tellsFindingsInEveryForm() throws Exception {
    var file = workflow("ci.yml", BUILD.replace("run: make", "run: 'a ${{ github.head_ref }}'"));
    var json = (Json.Arr) Json.parse(slipway("lint", file.toString(), "--format", "json"));
    assertThat(((Json.Obj) json.items().getFirst()).members().keySet())
        .containsExactly("file", "line", "column", "message", "rule", "severity");
    var sarif = (Json.Obj) Json.parse(slipway("lint", file.toString(), "--format", "sarif"));
    assertThat(sarif.string("version")).contains("2.1.0");
    var run = (Json.Obj) sarif.array("runs").getFirst();
    assertThat(run.object("tool").object("driver").array("rules")).hasSize(1);
    var result = (Json.Obj) run.array("results").getFirst();
    assertThat(result.string("ruleId")).contains("script-injection");
    assertThat(result.string("level")).contains("warning");
    assertThat(slipway("lint", file.toString(), "--format", "json")).contains("\"line\":6");
  }

  @Test
  void repairsFilesInPlace() throws Exception {
    var file = workflow("ci.yml", BUILD.replace("run: make", "run: 'a ${{ github.head_ref }}'"));
    assertThat(slipway("lint", "--fix", file.toString())).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("repaired " + file);
    assertThat(Files.readString(file))
        .contains("[{env: {HEAD_REF: \"${{ github.head_ref }}\"}, run: 'a \"${HEAD_REF}\"'}]");
  }

  @Test
  void refusesIncludesThatAreNone() throws Exception {
    var file = workflow("ci.yml", BUILD).toString();
    slipway("lint", file, "--include", "nothing");
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("write NAME=PATH");
    slipway("compile", file, "--include", "a@b=" + folder.resolve("absent.yml"));
    assertThat(exit).isEqualTo(2);
  }

  @Test
  void hasScriptsLookedAtByTheProgramThatIsThere() throws Exception {
    var program = folder.resolve("shellcheck");
    Files.writeString(
        program,
        """
        #!/bin/sh
        cat > "%s/seen"
        echo '[{"line":1,"column":6,"level":"info","code":2086,"message":"Quote this."}]'
        exit 1
        """
            .formatted(folder));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    var remarks = ShellCheck.on(folder.toString()).check("echo $x\n", Shell.BASH);
    assertThat(remarks).hasSize(1);
    assertThat(remarks.getFirst().message()).isEqualTo("SC2086: Quote this.");
    assertThat(Files.readString(folder.resolve("seen"))).isEqualTo("echo $x\n");
    assertThat(ShellCheck.on("/nonexistent").check("echo $x\n", Shell.BASH)).isEmpty();
  }
}
