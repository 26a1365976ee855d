package dev.slipway.ci.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the reader refuses, where, and in which words.
class WorkflowReaderTest {
  private static final String JOB =
      """
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: make
      """;

  private static String errors(String source) {
    return switch (WorkflowReader.read("ci.yml", source)) {
      case ReadResult.Valid _ -> "valid";
      case ReadResult.Refused(var findings) ->
          findings.stream()
              .map(f -> "%d:%d %s".formatted(f.at().line(), f.at().column(), f.message()))
              .collect(Collectors.joining("\n"));
    };
  }

  private static Job firstJob(String source) {
    return switch (WorkflowReader.read("ci.yml", source)) {
      case ReadResult.Valid(var workflow, _) -> workflow.jobs().values().iterator().next();
      case ReadResult.Refused(var findings) -> throw new AssertionError(Findings.text(findings));
    };
  }

  private static String job(String lines) {
    return "on: push\njobs:\n  build:\n" + lines.indent(4);
  }

  private static String step(String lines) {
    return job("runs-on: linux\nsteps:\n" + lines.indent(2));
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(errors("on: push\n")).isEqualTo("1:1 Required property is missing: jobs");
    assertThat(errors(JOB)).isEqualTo("1:1 Required property is missing: on");
    assertThat(errors("")).contains("missing: on", "missing: jobs");
    assertThat(errors(job("steps:\n  - run: make")))
        .isEqualTo("4:5 Required property is missing: runs-on");
    assertThat(errors(job("runs-on: linux"))).isEqualTo("4:5 Required property is missing: steps");
    assertThat(errors(job("runs-on: linux\nsteps: []")))
        .isEqualTo(
            "5:12 No steps defined in `steps` and no workflow called in `uses` for the following"
                + " jobs: build");
    assertThat(errors(step("- shell: bash"))).isEqualTo("6:9 Required property is missing: run");
    assertThat(errors("on: push\njobs: {}\n"))
        .isEqualTo("2:7 The workflow must contain at least one job with no dependencies.");
  }

  @Test
  void namesWhatIsUnknown() {
    assertThat(errors("on: push\ncolour: red\n" + JOB)).isEqualTo("2:1 Unexpected value 'colour'");
    assertThat(errors("on: pusch\n" + JOB)).isEqualTo("1:5 Unexpected value 'pusch'");
    assertThat(errors("on: [push, pull]\n" + JOB)).isEqualTo("1:12 Unexpected value 'pull'");
    assertThat(errors("on:\n  push:\n    inputs:\n      a:\n" + JOB))
        .isEqualTo("3:5 Unexpected value 'inputs'");
    assertThat(errors("on:\n  issues:\n    types: [opend]\n" + JOB))
        .isEqualTo("3:13 Unexpected value 'opend'");
    assertThat(errors("on: push\npermissions:\n  contents: all\n" + JOB))
        .isEqualTo("3:13 Unexpected value 'all'");
    assertThat(errors("on: push\npermissions:\n  id-token: read\n" + JOB))
        .isEqualTo("3:13 Unexpected value 'read'");
    assertThat(errors(step("- runn: make")))
        .isEqualTo(
            """
            6:9 Unexpected value 'runn'
            6:9 There's not enough info to determine what you meant. Add one of these properties:\
             run, shell, uses, with, working-directory\
            """);
    assertThat(errors(job("runs-on: linux\nuses: ./.github/workflows/x.yml\nsteps:\n  - run: a")))
        .isEqualTo("5:5 Unexpected value 'uses'");
  }

  @Test
  void aFormDecidesForItself() {
    assertThat(errors(job("name: nothing else")))
        .isEqualTo(
            "4:5 There's not enough info to determine what you meant. Add one of these properties:"
                + " cancel-timeout-minutes, container, continue-on-error, defaults, env,"
                + " environment, outputs, runs-on, secrets, services, snapshot, steps,"
                + " timeout-minutes, uses, with");
    assertThat(errors(step("- run: make\n  with:\n    a: b")))
        .isEqualTo("7:9 Unexpected value 'with'");
    assertThat(errors(step("- wait: a\n  if: always()"))).isEqualTo("7:9 Unexpected value 'if'");
  }

  @Test
  void refusesTheWrongKind() {
    assertThat(errors("on: push\njobs:\n  build:\n")).isEqualTo("3:9 Unexpected value ''");
    assertThat(errors("on: push\njobs: [a]\n")).isEqualTo("2:7 A sequence was not expected");
    assertThat(errors(job("runs-on: linux\nneeds: # none\nsteps:\n  - run: a")))
        .isEqualTo("5:11 Unexpected value ''");
    assertThat(errors(job("runs-on: linux\ntimeout-minutes: '3'\nsteps:\n  - run: a")))
        .isEqualTo("5:22 Unexpected value '3'");
    assertThat(errors(job("runs-on: linux\ncontinue-on-error: 1.50\nsteps:\n  - run: a")))
        .isEqualTo("5:24 Unexpected value '1.5'");
    assertThat(errors("on: push\nenv: {A: [1]}\n" + JOB))
        .isEqualTo("2:10 A sequence was not expected");
    assertThat(errors("on: push\nname: {A: 1}\n" + JOB))
        .isEqualTo("2:7 A mapping was not expected");
  }

  @Test
  void refusesKeysThatComeTwice() {
    assertThat(errors(job("runs-on: linux\nruns-on: other\nsteps:\n  - run: a")))
        .isEqualTo("5:5 'runs-on' is already defined");
    assertThat(errors("on: push\nenv: {A: 1, a: 2}\n" + JOB))
        .isEqualTo("2:13 'a' is already defined");
    assertThat(errors("on: push\nON: push\n" + JOB)).isEqualTo("2:1 'ON' is already defined");
  }

  @Test
  void placesFaultsOfExpressionsAtTheirScalar() {
    assertThat(errors(job("if: ${{ contains('a', 'b' }}\nruns-on: x\nsteps:\n  - run: a")))
        .isEqualTo(
            "4:9 Unexpected end of expression: ''b''. Located at position 15 within expression:"
                + " contains('a', 'b'");
    assertThat(errors(job("concurrency: ${{ secrets.a  }}\nruns-on: x\nsteps:\n  - run: a")))
        .isEqualTo(
            "4:18 Unrecognized named-value: 'secrets'. Located at position 1 within expression:"
                + " secrets.a");
    assertThat(errors(job("concurrency: ${{ }}\nruns-on: x\nsteps:\n  - run: a")))
        .isEqualTo("4:18 An expression was expected");
    assertThat(errors(job("concurrency: ${{ a\nruns-on: x\nsteps:\n  - run: a")))
        .isEqualTo(
            "4:18 The expression is not closed. An unescaped ${{ sequence was found, but the"
                + " closing }} sequence was not found.");
    assertThat(errors(job("timeout-minutes: ${{ \"1\" }}\nruns-on: x\nsteps:\n  - run: a")))
        .isEqualTo(
            """
            4:22 Unexpected symbol: '"1"'. Located at position 1 within expression: "1"
            4:22 Unexpected value '${{ "1" }}'\
            """);
  }

  @Test
  void allowsExpressionsOnlyWhereContextsAre() {
    assertThat(errors("name: a ${{ github.ref }}\non: push\n" + JOB))
        .startsWith("1:7 Unrecognized named-value: 'github'");
    assertThat(errors("name: a ${{ format('b') }}\non: push\n" + JOB))
        .isEqualTo("1:7 A template expression is not allowed in this context");
    assertThat(errors("on:\n  ${{ 'a' == 'b' }}:\n" + JOB))
        .isEqualTo("2:3 A template expression is not allowed in this context");
    assertThat(errors(step("- uses: ${{ format('a') }}")))
        .isEqualTo("6:15 A template expression is not allowed in this context");
    assertThat(errors("on: push\nenv: ${{ fromJSON(vars.ENV) }}\n" + JOB)).isEqualTo("valid");
    assertThat(errors("on: push\nenv:\n  ${{ insert }}: ${{ vars }}\n" + JOB)).isEqualTo("valid");
    assertThat(errors("on: push\nname: ${{ 'a literal' }}\n" + JOB)).isEqualTo("valid");
  }

  @Test
  void knowsTheContextsOfEachKey() {
    for (var wrong :
        List.of(
            "if: env.A == 'b'",
            "if: matrix.a",
            "if: secrets.A != ''",
            "runs-on: ${{ env.A }}",
            "strategy: {matrix: {a: [\"${{ matrix.b }}\"]}}",
            "environment: {name: \"${{ secrets.A }}\"}",
            "services: {a: {image: \"${{ env.A }}\"}}")) {
      var lines = wrong.startsWith("runs-on") ? wrong : wrong + "\nruns-on: x";
      assertThat(errors(job(lines + "\nsteps:\n  - run: a"))).contains("Unrecognized named-value");
    }
    for (var right :
        List.of(
            "if: success('a', 'b') && needs.a.outputs.b && github.ref && inputs.c && vars.D",
            "services: {a: {image: b, env: {C: '${{ secrets.D }}'}}}",
            "container: {image: b, credentials: {username: u, password: '${{ secrets.P }}'}}",
            "environment: {name: a, url: '${{ steps.a.outputs.url }}', deployment: false}",
            "defaults: {run: {shell: bash, working-directory: '${{ env.DIR }}'}}",
            "outputs: {a: '${{ steps.b.outputs.c }}'}",
            "snapshot: {image-name: a, version: 2.*, if: github.ref}",
            "concurrency: {group: '${{ matrix.a }}', queue: max}",
            "cancel-timeout-minutes: 3")) {
      assertThat(errors(job(right + "\nruns-on: x\nsteps:\n  - run: a"))).isEqualTo("valid");
    }
    assertThat(errors(step("- run: a\n  if: success('a')"))).contains("Too many parameters");
    assertThat(errors(step("- run: a ${{ success() }}"))).contains("Unrecognized function");
    assertThat(errors(step("- run: a ${{ hashFiles('*') }}"))).isEqualTo("valid");
  }

  @Test
  void whatIsStrangeMayStillBeValid() {
    assertThat(errors("on: [push]#, pull_request\n" + JOB)).isEqualTo("valid");
    assertThat(errors("on:\n  workflow_dispatch:\n    inputs: null\n" + JOB)).isEqualTo("valid");
    assertThat(errors("on:\n  workflow_dispatch:\n    inputs: {a: null}\n" + JOB))
        .isEqualTo("valid");
    assertThat(errors("on:\n  workflow_dispatch:\n    inputs: {a: {typ: string}}\n" + JOB))
        .isEqualTo("3:18 Unexpected value 'typ'");
    assertThat(errors(step("- run: \"echo\ncontinued\"\n  name: a"))).isEqualTo("valid");
    assertThat(
            errors("on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - run: \"echo\nb\"\n"))
        .isEqualTo("valid");
    assertThat(errors(step("- run: ${{\u00a0github.ref }}"))).isEqualTo("valid");
    assertThat(errors(job("if: \"\"\nruns-on: x\nsteps:\n  - run: a"))).isEqualTo("valid");
    assertThat(errors(job("if: null\nruns-on: x\nsteps:\n  - run: a"))).isEqualTo("valid");
    assertThat(
            errors(job("timeout-minutes: +" + "9".repeat(400) + "\nruns-on: x\nsteps: [{run: a}]")))
        .isEqualTo("valid");
    assertThat(errors("on: repository_dispatch\n" + JOB)).isEqualTo("valid");
  }

  @Test
  void readsScalarsAsGitHubDoes() {
    var source =
        job(
            """
            runs-on: x
            env: {A: 1.10, B: 0x1F, C: 0o17, D: True, E: ~, F: '1.10', G: .inf, H: 1e3, I: 007,
              J: yes, K: 2024-01-01, L: !!str 5}
            steps: [{run: a}]\
            """);
    assertThat(firstJob(source).env().values().stream().map(Template::text))
        .containsExactly(
            "1.1",
            "31",
            "15",
            "true",
            "",
            "1.10",
            "Infinity",
            "1000",
            "7",
            "yes",
            "2024-01-01",
            "5");
  }

  @Test
  void keepsTheReferencesWordsForTags() {
    assertThat(errors(job("runs-on: !!float test\nsteps: [{run: a}]")))
        .isEqualTo(
            "4:14 The value 'test' on line 4 and column 14 is invalid for the type"
                + " 'tag:yaml.org,2002:float'");
    assertThat(errors(job("runs-on: x\ncancel-timeout-minutes: !!int \"300\"\nsteps: [{run: a}]")))
        .isEqualTo(
            "5:29 The scalar style 'DoubleQuoted' on line 5 and column 29 is not valid with the tag"
                + " 'tag:yaml.org,2002:int'");
    assertThat(errors(job("if: !cancelled()\nruns-on: x\nsteps: [{run: a}]")))
        .isEqualTo("4:9 Unexpected tag '!cancelled()'");
    assertThat(errors("on: push\nenv: {A: 0xFFFFFFFFF}\n" + JOB))
        .contains("is invalid for the type");
  }

  @Test
  void knowsAnchorsButNoMergeKeys() {
    var anchored =
        """
        on: push
        env: &shared
          A: b
        jobs:
          one:
            runs-on: x
            env: *shared
            steps: &steps
              - run: a
          two:
            runs-on: x
            steps: *steps
        """;
    assertThat(errors(anchored)).isEqualTo("valid");
    assertThat(errors("on: push\nenv:\n  <<: {A: b}\n" + JOB))
        .isEqualTo("3:7 A mapping was not expected");
    assertThat(errors("on: push\njobs:\n  a: *nothing\n"))
        .isEqualTo("3:6 Unknown anchor 'nothing'");
  }

  @Test
  void checksTheGraphOfNeeds() {
    var cycle =
        """
        on: push
        jobs:
          one: {runs-on: x, steps: [{run: a}]}
          two:
            needs:
              - ONE
              - three
            runs-on: x
            steps: [{run: a}]
          three: {needs: two, runs-on: x, steps: [{run: a}]}
          four: {needs: [one, nobody], runs-on: x, steps: [{run: a}]}
        """;
    assertThat(errors(cycle))
        .isEqualTo(
            """
            7:9 Job 'two' depends on job 'three' which creates a cycle in the dependency graph.
            10:18 Job 'three' depends on job 'two' which creates a cycle in the dependency graph.
            11:23 Job 'four' depends on unknown job 'nobody'.\
            """);
    assertThat(errors("on: push\njobs:\n  a: {needs: a, runs-on: x, steps: [{run: a}]}\n"))
        .isEqualTo("3:3 The workflow must contain at least one job with no dependencies.");
  }

  @Test
  void checksIdentifiers() {
    assertThat(errors("on: push\njobs:\n  __a: {runs-on: x, steps: [{run: a}]}\n"))
        .isEqualTo("3:3 The identifier '__a' is invalid. IDs starting with '__' are reserved.");
    assertThat(errors(step("- id: a b\n  run: a")))
        .isEqualTo(
            "6:13 The identifier 'a b' is invalid. IDs may only contain alphanumeric characters, '_',"
                + " and '-'. IDs must start with a letter or '_' and and must be less than 100"
                + " characters.");
    assertThat(errors(step("- id: a\n  run: a\n- id: A\n  run: a")))
        .isEqualTo("8:13 The identifier 'A' may not be used more than once within the same scope.");
  }

  @Test
  void checksWhatTheGrammarCannotSay() {
    assertThat(errors(step("- uses: checkout")))
        .isEqualTo("6:15 Expected format {org}/{repo}[/path]@ref. Actual 'checkout'");
    assertThat(errors(step("- uses: $/actions/own\n- uses: docker://alpine\n- uses: ./own")))
        .isEqualTo("valid");
    assertThat(errors(job("runs-on: x\nstrategy: {matrix: {a: []}}\nsteps: [{run: a}]")))
        .isEqualTo("5:28 Matrix vector 'a' does not contain any values");
    assertThat(errors(job("runs-on: x\nstrategy: {matrix: {include: []}}\nsteps: [{run: a}]")))
        .contains("Matrix must define at least one vector");
    assertThat(errors(job("runs-on: x\ncontainer: {options: a}\nsteps: [{run: a}]")))
        .contains("Container image cannot be empty");
    assertThat(errors(job("runs-on: x\ncontainer: {image: ''}\nsteps: [{run: a}]")))
        .isEqualTo("5:24 Unexpected value ''");
    assertThat(errors(job("runs-on: {group: other/a}\nsteps: [{run: a}]")))
        .contains("Please use 'organization/' or 'enterprise/' prefix");
    assertThat(errors("on:\n  schedule:\n    - cron: '@daily'\n" + JOB))
        .startsWith("3:13 Invalid cron expression.");
    assertThat(errors("on:\n  push: {branches: a, branches-ignore: b}\n" + JOB))
        .contains("you may only define one of `branches` and `branches-ignore`");
    assertThat(errors(step("- run: '" + "a".repeat(21_001) + "'")))
        .isEqualTo("6:14 The script has 21001 characters; at most 21000 are allowed");
    assertThat(errors(step("- run: '${{ github.ref }}" + "a".repeat(20_990) + "'")))
        .isEqualTo("6:14 Exceeded max expression length 21000");
  }

  @Test
  void knowsWhatJobsMayDoWithCaches() {
    assertThat(
            errors("cache-mode: read\n" + job("runs-on: x\ncache-mode: none\nsteps: [{run: a}]")))
        .isEqualTo("valid");
    assertThat(firstJob(job("runs-on: x\ncache-mode: write-only\nsteps: [{run: a}]")).cacheMode())
        .contains(CacheMode.WRITE_ONLY);
    assertThat(firstJob(job("uses: a/b/.github/workflows/c.yml@v1\ncache-mode: write")).cacheMode())
        .contains(CacheMode.WRITE);
    assertThat(errors("cache-mode: all\n" + job("runs-on: x\nsteps: [{run: a}]")))
        .isEqualTo("1:13 Unexpected value 'all'");
  }

  @Test
  void callsMustNameAWorkflowFile() {
    assertThat(errors(job("uses: ./.github/workflows/a.yml"))).isEqualTo("valid");
    assertThat(errors(job("uses: ./.slipway/workflows/a.yml"))).isEqualTo("valid");
    assertThat(errors(job("uses: a/b/.github/workflows/c.yml@v1"))).isEqualTo("valid");
    assertThat(errors(job("uses: ./workflows/a.yml"))).contains("must be defined at the top level");
    assertThat(errors(job("uses: a/b/.github/workflows/c.yml"))).contains("no version specified");
    assertThat(errors(job("uses: ./.github/workflows/c.yml@v1")))
        .contains("cannot specify version when calling local workflows");
    assertThat(errors(job("uses: ./.github/workflows/c.yml\nsecrets: inhrit")))
        .isEqualTo("5:14 Unexpected value 'inhrit'");
  }

  @Test
  void readsBackgroundSteps() {
    var steps =
        firstJob(
                step(
                    """
                    - {id: server, run: serve, background: true}
                    - wait: [server]
                    - wait-all:
                    - cancel: server
                    - parallel:
                        - run: one
                        - {id: two, uses: actions/checkout@v4}
                    """))
            .steps();
    assertThat(steps.stream().map(Step::key))
        .containsExactly("server", "__wait", "__wait-all", "__cancel", "__run", "two", "__wait_2");
    assertThat(steps.stream().filter(Step::background).map(Step::key))
        .containsExactly("server", "__run", "two");
    assertThat(steps.getLast().work()).isEqualTo(new Step.Work.Wait(List.of("__run", "two")));
    assertThat(errors(step("- wait: later\n- {id: later, run: a}")))
        .isEqualTo("6:15 Step references unknown step ID 'later'");
    assertThat(errors(step("- wait-all: false")))
        .isEqualTo("6:19 The value of 'wait-all' must be true or omitted");
  }

  @Test
  void tellsTenErrorsAtMost() {
    var many = new StringBuilder("on: push\n");
    for (var i = 0; i < 30; i++) {
      many.append("bad").append(i).append(": 1\n");
    }
    assertThat(errors(many + JOB).lines()).hasSize(10);
    var longKey = "x".repeat(600);
    assertThat(errors("on: push\n? " + longKey + "\n: 1\n" + JOB))
        .hasSize("2:3 ".length() + 505)
        .endsWith("[...]");
  }
}
