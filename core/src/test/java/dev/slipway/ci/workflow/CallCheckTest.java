package dev.slipway.ci.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.workflow.Library.Lookup;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What is wrong between a caller and the workflows it calls.
class CallCheckTest {
  private static final String REMOTE = "acme/tools/.github/workflows/deploy.yml@v1";
  private static final String STEPS = "{runs-on: linux, steps: [{run: make}]}";

  private final Map<String, String> files = new HashMap<>();

  private String check(String source) {
    return switch (WorkflowReader.read(".github/workflows/ci.yml", source)) {
      case ReadResult.Refused(var findings) -> Findings.text(findings);
      case ReadResult.Valid(var workflow, _) ->
          CallCheck.of(workflow, this::find).findings().stream()
              .map(f ->
                  "%s %d:%d %s".formatted(f.file(), f.at().line(), f.at().column(), f.message()))
              .collect(Collectors.joining("\n"));
    };
  }

  private Lookup find(String name) {
    var source = files.get(name);
    if (source != null) {
      return new Lookup.Found(name, source);
    }
    return name.contains("@") ? new Lookup.Unreadable() : new Lookup.Missing();
  }

  private static String caller(String more) {
    return "on: push\njobs:\n  deploy:\n    uses: %s\n%s".formatted(REMOTE, more.indent(4));
  }

  private void remote(String call) {
    files.put(
        REMOTE, "on:\n  workflow_call:\n%sjobs: {one: %s}\n".formatted(call.indent(4), STEPS));
  }

  @Test
  void whatCannotBeReadIsNoError() {
    assertThat(check(caller(""))).isEmpty();
  }

  @Test
  void aLocalFileMustBeThere() {
    assertThat(check("on: push\njobs:\n  a:\n    uses: ./.github/workflows/no.yml\n"))
        .isEqualTo(
            ".github/workflows/ci.yml 4:11 error parsing called workflow"
                + " \"./.github/workflows/no.yml\": workflow was not found.");
  }

  @Test
  void whatIsCalledMustBeCallable() {
    files.put(REMOTE, "on: push\njobs: {one: " + STEPS + "}\n");
    assertThat(check(caller("")))
        .isEqualTo(REMOTE + " 1:5 workflow_call key is not defined in the referenced workflow.");
    files.put(REMOTE, "on: workflow_call\njobs: {one: {runs-on: linux}}\n");
    assertThat(check(caller(""))).isEqualTo(REMOTE + " 2:14 Required property is missing: steps");
  }

  @Test
  void inputsMustBeGivenKnownAndOfTheirKind() {
    remote(
        "inputs:\n  name: {type: string, required: true}\n  dry: {type: boolean}\n  n: {type: number}");
    assertThat(check(caller("")))
        .isEqualTo(
            ".github/workflows/ci.yml 4:11 Input name is required, but not provided while calling.");
    assertThat(check(caller("with: {NAME: 5, dry: 'true', n: x, more: 1}")))
        .isEqualTo(
            """
            .github/workflows/ci.yml 5:26 Unexpected value 'true'
            .github/workflows/ci.yml 5:37 Unexpected value 'x'
            .github/workflows/ci.yml 5:46 Invalid input, more is not defined in the referenced\
             workflow.\
            """);
    assertThat(check(caller("with: {name: null, dry: false, n: '${{ needs.a.outputs.n }}'}")))
        .isEmpty();
  }

  @Test
  void secretsMustBeGivenAndKnownUnlessInherited() {
    remote("secrets:\n  key: {required: true}\n  other:");
    assertThat(check(caller("secrets: {more: '${{ secrets.MORE }}'}")))
        .isEqualTo(
            """
            .github/workflows/ci.yml 4:11 Secret key is required, but not provided while calling.
            .github/workflows/ci.yml 5:21 Invalid secret, more is not defined in the referenced\
             workflow.\
            """);
    assertThat(check(caller("secrets: inherit"))).isEmpty();
  }

  @Test
  void theCalledMayNotAskForMoreThanTheCaller() {
    files.put(
        REMOTE,
        "on: workflow_call\npermissions: {contents: write, packages: read}\njobs:\n  one: "
            + STEPS
            + "\n");
    assertThat(check(caller("")))
        .isEqualTo(
            (".github/workflows/ci.yml 3:3 Error calling workflow '%s'. The workflow '%s' is"
                    + " requesting 'contents: write', but is only allowed 'contents: read'.")
                .formatted(REMOTE, REMOTE));
    assertThat(check(caller("permissions: write-all"))).isEmpty();
    assertThat(check("permissions: {contents: write, packages: read}\n" + caller(""))).isEmpty();
    files.put(
        REMOTE,
        "on: workflow_call\njobs:\n  one: {name: First, permissions: {actions: write},"
            + " runs-on: linux, steps: [{run: make}]}\n");
    assertThat(check(caller("permissions: {contents: read}")))
        .endsWith(
            "The nested job 'First' is requesting 'actions: write', but is only allowed 'actions:"
                + " none'.");
  }

  @Test
  void callsAreFollowedTenDeepAndInsideTheirRepository() {
    for (var i = 1; i <= 11; i++) {
      files.put(
          "acme/tools/.github/workflows/w%d.yml@v1".formatted(i),
          "on: workflow_call\njobs: {a: {uses: ./.github/workflows/w%d.yml}}\n".formatted(i + 1));
    }
    assertThat(check("on: push\njobs:\n  a: {uses: acme/tools/.github/workflows/w1.yml@v1}\n"))
        .isEqualTo(
            "acme/tools/.github/workflows/w10.yml@v1 2:18 Nested reusable workflow depth exceeded"
                + " 10.");
  }

  @Test
  void whatCallsItselfIsRefusedAtOnceHoweverOftenItDoes() {
    files.put(
        ".github/workflows/a.yml",
        "on: workflow_call\njobs:\n"
            + "  j%d: {uses: ./.github/workflows/a.yml}\n"
                .repeat(10)
                .formatted(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    assertThat(check("on: push\njobs:\n  a: {uses: ./.github/workflows/a.yml}\n"))
        .startsWith(
            ".github/workflows/a.yml 3:14 Nested reusable workflow depth exceeded 10."
                + " '.github/workflows/a.yml' is called by itself.");
  }

  @Test
  void filesThatCallEachOtherTooOftenAreRefused() {
    for (var i = 1; i <= 9; i++) {
      var jobs = new StringBuilder();
      for (var j = 0; j < 5; j++) {
        jobs.append("  j%d: {uses: ./.github/workflows/w%d.yml}\n".formatted(j, i + 1));
      }
      files.put(
          ".github/workflows/w%d.yml".formatted(i),
          "on: workflow_call\njobs:\n" + (i == 9 ? "  one: " + STEPS : jobs));
    }
    assertThat(check("on: push\njobs:\n  a: {uses: ./.github/workflows/w1.yml}\n"))
        .contains("Reusable workflows are called more than 1000 times");
  }

  @Test
  void theTreeHasEachCallAndNamesWhatCouldNotBeRead() {
    files.put(
        ".github/workflows/a.yml",
        "on: workflow_call\njobs:\n  x: {uses: %s}\n  y: %s\n".formatted(REMOTE, STEPS));
    var source = "on: push\njobs:\n  one: {uses: ./.github/workflows/a.yml}\n";
    var workflow = ((ReadResult.Valid) WorkflowReader.read("ci.yml", source)).workflow();
    var result = CallCheck.of(workflow, this::find);
    assertThat(result.findings()).isEmpty();
    assertThat(result.unread())
        .singleElement()
        .extracting(Finding::message)
        .isEqualTo(
            "The called workflow \"%s\" cannot be read: it is not in this repository"
                .formatted(REMOTE));
    assertThat(result.tree().require("one.y").path()).isEqualTo("one.y");
    assertThat(result.tree().place("one.z")).isEmpty();
    assertThat(WorkflowTree.of(workflow, result.sources())).isEqualTo(result.tree());
  }

  @Test
  void faultsOfWhatIsCalledByTheCalledNameTheirFile() {
    files.put(
        REMOTE,
        "on: workflow_call\njobs: {a: {uses: ./.github/workflows/inner.yml, with: {x: 1}}}\n");
    files.put(
        "acme/tools/.github/workflows/inner.yml@v1",
        "on: workflow_call\njobs: {one: " + STEPS + "}\n");
    assertThat(check(caller("")))
        .isEqualTo(REMOTE + " 2:59 Invalid input, x is not defined in the referenced workflow.");
  }
}
