package dev.slipway.ci.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.workflow.Finding;
import dev.slipway.ci.workflow.Finding.Severity;
import dev.slipway.ci.workflow.Library;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What each rule finds, and where; and that it finds nothing in files that are fine.
class LinterTest {
  private static final Linter LINTER =
      new Linter(Library.EMPTY, new KnownActions(), ScriptChecker.NONE);

  private static List<Finding> lint(String source) {
    return LINTER.lint("ci.yml", source);
  }

  /// `line:column rule message` of warnings and errors.
  static String loud(String source) {
    return lint(source).stream()
        .filter(finding -> finding.severity() != Severity.INFO)
        .map(LinterTest::shown)
        .collect(Collectors.joining("\n"));
  }

  private static String shown(Finding finding) {
    return "%d:%d %s %s"
        .formatted(finding.at().line(), finding.at().column(), finding.rule(), finding.message());
  }

  static String step(String lines) {
    return "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n"
        + lines.indent(6);
  }

  @Test
  void typicalFilesRaiseNoAlarm() {
    var files = TypicalFiles.all();
    assertThat(files).hasSizeGreaterThanOrEqualTo(150);
    files.forEach((name, source) -> assertThat(loud(source)).as(name).isEmpty());
  }

  @Test
  void findsPropertiesThatDoNotExist() {
    assertThat(loud(step("- id: one\n  run: a\n- run: echo ${{ steps.two.outputs.x }}")))
        .isEqualTo("9:23 undefined-property Property 'two' is not defined in 'steps'; it has one");
    assertThat(loud(step("- run: echo ${{ steps.later.outcome }}\n- id: later\n  run: b")))
        .contains("Property 'later' is not defined in 'steps'; it has none");
    assertThat(loud(step("- run: ${{ github.evnt.number }}${{ runner.oss }}")))
        .contains("'evnt' is not defined in 'github'", "'oss' is not defined in 'runner'");
    assertThat(loud(step("- run: ${{ inputs.x }} ${{ matrix.y }} ${{ needs.z.result }}")))
        .contains("'x' is not defined in 'inputs'")
        .contains("'y' is not defined in 'matrix'")
        .contains("'z' is not defined in 'needs'");
  }

  @Test
  void knowsWhatNeedsAndTheMatrixHold() {
    var source =
        """
        on: push
        permissions: {}
        jobs:
          one:
            runs-on: ubuntu-latest
            outputs: {a: '1'}
            steps: [{run: a}]
          two:
            needs: one
            runs-on: ubuntu-latest
            strategy:
              matrix:
                os: [{name: x, fast: true}, {name: y}]
                include: [{extra: 1}]
            steps:
              - run: |
                  echo ${{ needs.one.outputs.a }} ${{ matrix.os.name }} ${{ matrix.extra }}
                  echo ${{ needs.one.outputs.b }}
                  echo ${{ needs.one.output }} ${{ matrix.os.nam }}
        """;
    assertThat(loud(source))
        .isEqualTo(
            """
            18:20 undefined-property Property 'b' is not defined in 'needs.one.outputs'; it has a
            19:20 undefined-property Property 'output' is not defined in 'needs.one'; it has\
             outputs, result
            19:44 undefined-property Property 'nam' is not defined in 'matrix.os'; it has fast,\
             name\
            """);
  }

  @Test
  void checksTypes() {
    assertThat(loud(step("- run: ${{ github.ref.name }}")))
        .isEqualTo("7:18 expression-type 'github.ref' is a string and has no properties");
    assertThat(loud(step("- run: echo ${{ github }}")))
        .contains("prints as 'Object'; toJSON makes a text of it");
    assertThat(loud(step("- if: startsWith(runner, 'a')\n  run: a")))
        .contains("Argument 1 of 'startsWith' is an object where a string is expected");
    assertThat(loud(step("- if: github.event_name == github\n  run: a"))).contains("compared with");
    assertThat(loud(step("- run: a\n  timeout-minutes: ${{ github.ref }}")))
        .contains("The value is a string where a number is expected");
    assertThat(loud(step("- run: ${{ fromJSON('{') }}"))).contains("The text is no JSON");
  }

  @Test
  void placesFindingsInsideScalarsOfAllKinds() {
    for (var scalar :
        List.of(
            "- run: echo ${{ github.x }}",
            "- run: 'it''s ${{ github.x }}'",
            "- run: \"a\\tb\\u00e9 ${{ github.x }}\"",
            "- run: |\n    one\n\n      two ${{ github.x }}",
            "- run: >-\n    one\n    two ${{ github.x }}",
            "- run: one\n    two ${{ github.x }}",
            "- run: &a 'x ${{ github.x }}'",
            "- run: ${{ format('a''b {0}', github.x) }}",
            "- run: ${{\n     github.x }}",
            "- run: a\n  if: \"'a' != github.x\"")) {
      var source = step(scalar);
      var at = lint(source).getFirst().at();
      var line = source.lines().toList().get(at.line() - 1);
      assertThat(line.substring(at.column() - 1)).as(scalar).startsWith("github.x");
    }
  }

  @Test
  void findsConditionsThatAreAlwaysTheSame() {
    assertThat(loud(step("- if: ${{ github.ref }} == 'a'\n  run: a")))
        .startsWith("7:13 constant-condition This condition is always true: there is text around");
    assertThat(loud(step("- if: |\n    ${{ false }}\n  run: a"))).contains("always true");
    assertThat(loud(step("- if: \"'a' == 'b'\"\n  run: a")))
        .contains("This condition is always false");
    assertThat(loud(step("- if: false\n  run: a"))).isEmpty();
    assertThat(lint(step("- if: false\n  run: a")).getFirst().severity()).isEqualTo(Severity.INFO);
    assertThat(loud(step("- if: always()\n  run: a\n- if: ${{ !cancelled() }}\n  run: b")))
        .isEmpty();
  }

  @Test
  void findsUntrustedTextInScripts() {
    assertThat(loud(step("- run: echo \"${{ github.event.issue.title }}\"")))
        .isEqualTo(
            "7:24 script-injection 'github.event.issue.title' is chosen by whoever opened the issue"
                + " or pull request and becomes part of the script; pass it through an environment"
                + " variable");
    assertThat(loud(step("- run: a ${{ format('{0}', github.head_ref) }}")))
        .startsWith("7:34 script-injection");
    assertThat(loud(step("- run: a ${{ toJSON(github.event) }}"))).contains("script-injection");
    assertThat(loud(step("- run: a ${{ github.event.commits[0].message }}")))
        .contains("script-injection");
    assertThat(
            loud(
                step(
                    "- uses: actions/github-script@v7\n  with:\n    script: log('${{"
                        + " github.event.comment.body }}')")))
        .contains("script-injection");
    assertThat(
            loud(step("- env: {T: '${{ github.event.issue.title }}'}\n  run: echo ${{ env.T }}")))
        .contains("'env.t' is chosen by");
    assertThat(
            loud(
                step(
                    """
                    - env: {T: '${{ github.event.issue.title }}'}
                      run: echo "$T"
                    - run: echo ${{ github.event.issue.number }} ${{ github.ref == 'a' }}
                    - run: echo ${{ contains(github.event.issue.title, 'a') }}
                    """)))
        .isEmpty();
  }

  @Test
  void findsWhatIsDeprecated() {
    assertThat(loud(step("- run: |\n    a\n    echo \"::set-output name=x::y\"")))
        .isEqualTo(
            "9:17 deprecated-command The command 'set-output' is deprecated; write name=value to"
                + " $GITHUB_OUTPUT instead");
    assertThat(loud(step("- uses: actions/checkout@v2")))
        .startsWith("7:15 outdated-action 'actions/checkout@v2'");
    assertThat(loud(step("- uses: actions/upload-artifact@v3.1.2\n  with: {path: a}")))
        .contains("outdated-action");
  }

  @Test
  void checksInputsOfKnownActions() {
    assertThat(loud(step("- uses: actions/checkout@v4\n  with: {fetch-dept: 0}")))
        .startsWith("8:16 action-input Input 'fetch-dept' is not defined by the action; it has");
    assertThat(loud(step("- uses: actions/cache@v4\n  with: {path: a}")))
        .isEqualTo("7:15 action-input Input 'key' is required by the action and missing");
    assertThat(loud(step("- uses: actions/checkout@v4\n  with: {FETCH-DEPTH: 0}"))).isEmpty();
  }

  @Test
  void findsCredentials() {
    assertThat(loud(step("- run: curl -H token:ghp_" + "a1B2".repeat(9))))
        .startsWith("7:28 hard-coded-credential");
    var container =
        """
        on: push
        permissions: {}
        jobs:
          a:
            runs-on: ubuntu-latest
            container: {image: x, credentials: {username: u, password: hunter2}}
            steps: [{run: a}]
        """;
    assertThat(loud(container))
        .isEqualTo(
            "6:64 hard-coded-credential The password of a registry is written into the file; use a"
                + " secret");
  }

  @Test
  void tellsQuietlyOfPinsPermissionsAndLabels() {
    var source =
        "on: push\njobs:\n  a:\n    runs-on: fast\n    steps:\n      - uses: acme/tool@v1\n";
    assertThat(lint(source).stream().map(f -> f.rule() + " " + f.severity()))
        .containsExactlyInAnyOrder(
            "missing-permissions INFO", "runner-label INFO", "unpinned-action INFO");
    assertThat(loud(source.replace("fast", "ubuntu-lastest")))
        .isEqualTo(
            "4:14 runner-label No hosted runner has the label 'ubuntu-lastest'; is it"
                + " 'ubuntu-latest'?");
    assertThat(loud(source.replace("fast", "ubuntu-18.04"))).contains("GitHub has retired");
  }

  @Test
  void checksSchedulesPatternsAndShells() {
    var jobs = "permissions: {}\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: a}]}}\n";
    assertThat(loud("on: {schedule: [{cron: '*/2 * * * *', timezone: Mars/Phobos}]}\n" + jobs))
        .contains("1:24 cron It asks for a run every 2 minute(s)", "'Mars/Phobos' is no time zone");
    assertThat(loud("on: {push: {branches: ['a b', '[a', refs/heads/x, '!b']}}\n" + jobs))
        .contains("no branch or tag has ' '", "'[' is not closed", "names without 'refs/heads/'");
    assertThat(loud("on: {push: {paths: [./src, '!x']}}\n" + jobs))
        .contains("from the repository's root");
    assertThat(loud("on: {push: {branches: ['!a']}}\n" + jobs))
        .contains("alone they match nothing");
    assertThat(loud("on: {push: {tags: ['v[9-0]', 'v[0-9-]', '[a-z]*']}}\n" + jobs))
        .isEqualTo("1:20 glob Pattern 'v[9-0]': the range '9-0' runs backwards");
    assertThat(loud(step("- run: a\n  shell: zsh")))
        .startsWith("8:16 shell-name 'zsh' is no shell");
    assertThat(loud(step("- run: a\n  shell: cmd"))).contains("is there on Windows only");
  }

  @Test
  void checksMatricesAndDefaults() {
    var source =
        """
        on:
          workflow_dispatch:
            inputs:
              a: {type: choice, options: [x], default: y}
              b: {type: boolean, default: 'maybe'}
        permissions: {}
        jobs:
          a:
            runs-on: ubuntu-latest
            strategy:
              matrix:
                os: [a, b, a]
                exclude: [{os: c}, {oss: a}]
            steps: [{run: a}]
        """;
    assertThat(loud(source))
        .isEqualTo(
            """
            4:7 input-default The default of input 'a' is 'y', which is none of its options
            5:7 input-default The default of input 'b' is 'maybe', not true or false
            12:9 matrix The value "a" comes twice in the matrix vector 'os'
            13:9 matrix The exclusion of "c" excludes nothing: 'os' has no such value
            13:29 matrix The exclusion names 'oss', which is no vector of the matrix\
            """);
  }

  @Test
  void hasScriptsLookedAt() {
    var seen = new StringBuilder();
    ScriptChecker checker =
        (script, shell) -> {
          seen.append(shell).append(' ').append(script);
          return List.of(
              new ScriptChecker.Remark(2, 3, "SC1: mind this", ScriptChecker.Weight.WARNING));
        };
    var findings =
        new Linter(Library.EMPTY, new KnownActions(), checker)
            .lint("ci.yml", step("- run: |\n    echo ${{ github.ref }}\n    b $x"));
    assertThat(seen.toString()).isEqualTo("BASH echo _________________\nb $x\n");
    assertThat(shown(findings.getFirst())).isEqualTo("9:13 shellcheck SC1: mind this");
  }
}
