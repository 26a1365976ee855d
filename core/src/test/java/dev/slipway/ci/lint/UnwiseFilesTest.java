package dev.slipway.ci.lint;

import static dev.slipway.ci.lint.LinterTest.loud;
import static dev.slipway.ci.lint.LinterTest.step;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What GitHub takes and nobody can have meant.
class UnwiseFilesTest {
  @Test
  void findsLabelsThatNoRunnerHasTogether() {
    var jobs = "on: push\npermissions: {}\njobs: {a: {runs-on: %s, steps: [{run: a}]}}\n";
    assertThat(loud(jobs.formatted("[ubuntu-latest, x64, windows-2025]")))
        .isEqualTo("3:42 runner-label No runner has both 'ubuntu-latest' and 'windows-2025'");
    assertThat(loud(jobs.formatted("[self-hosted, ubuntu-latest, windows-2025]"))).isEmpty();
    assertThat(loud(jobs.formatted("[ubuntu-latest, ubuntu-24.04]"))).isEmpty();
    assertThat(loud(jobs.formatted("[]")))
        .isEqualTo("3:8 runner-label The job names no runner: 'runs-on' has no label and no group");
    assertThat(loud(jobs.formatted("{group: big}"))).isEmpty();
  }

  @Test
  void findsJobsThatWaitForTheirOwnRun() {
    var source =
        """
        on: push
        permissions: {}
        concurrency: %s
        jobs:
          one: {runs-on: ubuntu-latest, concurrency: {group: test}, steps: [{run: a}]}
          two: {runs-on: ubuntu-latest, concurrency: other, steps: [{run: a}]}
        """;
    assertThat(loud(source.formatted("test")))
        .isEqualTo(
            """
            3:14 concurrency-deadlock Concurrency group 'test' is also used by job 'one'. This will \
            cause a deadlock.
            5:54 concurrency-deadlock Concurrency group 'test' is also defined at the workflow \
            level. This will cause a deadlock.\
            """);
    assertThat(loud(source.formatted("Test"))).isEmpty();
    assertThat(loud(source.formatted("${{ github.ref }}"))).isEmpty();
  }

  @Test
  void findsCachesThatStrangersFill() {
    var source =
        """
        on: [push, pull_request_target]
        permissions: {}
        cache-mode: write
        jobs:
          one: {runs-on: ubuntu-latest, steps: [{run: a}]}
          two: {runs-on: ubuntu-latest, cache-mode: read, steps: [{run: a}]}
        """;
    assertThat(loud(source))
        .isEqualTo(
            "5:3 cache-mode Strangers can start this job with 'pull_request_target', and with cache"
                + " mode 'write' leave caches that trusted runs restore");
    assertThat(loud(source.replace(", pull_request_target", ""))).isEmpty();
  }

  @Test
  void findsNamesThatNoScriptCanRead() {
    assertThat(
            loud(
                step(
                    "- run: a\n  env:\n    FOO BAR: a\n    A=B: a\n    ok_1: a\n    ${{ github.ref }}: a")))
        .isEqualTo(
            """
            9:11 env-name 'FOO BAR' is no name of an environment variable
            10:11 env-name 'A=B' is no name of an environment variable\
            """);
  }

  @Test
  void findsArgumentsOfFormatThatStandNowhere() {
    assertThat(loud(step("- run: echo ${{ format('{0}{2}', 1, 2, 3, 4) }}")))
        .isEqualTo(
            """
            7:43 expression-type Argument 3 of 'format' is not used: the text has no {1}
            7:49 expression-type Argument 5 of 'format' is not used: the text has no {3}\
            """);
  }

  @Test
  void knowsWhatAnEventHolds() {
    var jobs =
        """
        permissions: {}
        jobs:
          a:
            runs-on: ubuntu-latest
            steps:
              - run: ${{ github.event.inputs.y }} ${{ github.event.number }}
              - run: ${{ github.event }}
        """;
    assertThat(loud("on: {push: , workflow_dispatch: {inputs: {x: }}}\n" + jobs))
        .isEqualTo(
            """
            7:18 undefined-property Property 'y' is not defined in 'github.event.inputs'; it has x
            8:18 expression-type The value is an object, which prints as 'Object'; toJSON makes a text of it\
            """);
    assertThat(loud("on: {workflow_call: , workflow_dispatch: {inputs: {x: }}}\n" + jobs))
        .doesNotContain("undefined-property");
  }

  @Test
  void knowsTheOutputsOfKnownActions() {
    var cache = "- {uses: actions/cache@v5, id: c, with: {path: a, key: b}}\n";
    assertThat(loud(step(cache + "- run: echo ${{ steps.c.outputs.cache_hit }}")))
        .contains("Property 'cache_hit' is not defined in 'steps.c.outputs'; it has cache-hit");
    assertThat(loud(step(cache + "- run: echo ${{ steps.c.outputs.cache-hit }}"))).isEmpty();
  }
}
