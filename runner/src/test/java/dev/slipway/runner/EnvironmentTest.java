package dev.slipway.runner;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What steps find in their environment.
@Timeout(60)
class EnvironmentTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("promises")
  void holds(Promise promise) {
    promise.holds(folder);
  }

  static Stream<Promise> promises() {
    return Stream.of(
        new Promise(
            "what a step writes to the ENV file is there for later steps, not for itself",
            """
            - run: echo "COLOUR=red" >> "$GITHUB_ENV"; echo "now ${COLOUR:-none}"
            - run: echo "$COLOUR ${{ env.COLOUR }}"
            """,
            "success success",
            "red red"),
        new Promise(
            "a step's own env wins over the ENV file",
            """
            - run: echo "COLOUR=red" >> "$GITHUB_ENV"
            - env:
                COLOUR: blue
              run: echo "$COLOUR ${{ env.COLOUR }}"
            """,
            "success success",
            "blue blue"),
        new Promise(
            "a step's env is its own",
            """
            - env:
                COLOUR: blue
              run: 'true'
            - run: echo "${COLOUR:-none}"
            """,
            "success success",
            "none"),
        new Promise(
            "names of variables may be computed, and whole mappings too",
            """
            - env: ${{ fromJSON('{"A":"1","B":2}') }}
              run: echo "A=$A B=$B"
            - env:
                FIRST: x
                ${{ format('{0}_{1}', 'MY', 'NAME') }}: y
                ${{ insert }}: ${{ fromJSON('{"Z":"z"}') }}
              run: echo "$FIRST $MY_NAME $Z ${{ env.MY_NAME }}"
            """,
            "success success",
            "x y z y"),
        new Promise(
            "names of variables have case",
            """
            - run: |
                echo "name=a" >> "$GITHUB_ENV"
                echo "NAME=b" >> "$GITHUB_ENV"
            - run: echo "$name $NAME"
            """,
            "success success",
            "a b"),
        new Promise(
            "nobody can change GitHub's own variables",
            """
            - run: |
                echo "GITHUB_REPOSITORY=evil/evil" >> "$GITHUB_ENV"
                echo "RUNNER_OS=Plan9" >> "$GITHUB_ENV"
            - env:
                GITHUB_ACTOR: eve
              run: echo "$GITHUB_REPOSITORY $GITHUB_ACTOR $GITHUB_ACTIONS $RUNNER_OS"
            """,
            "success success",
            "octo/hello mona true " + Machine.os()),
        new Promise(
            "CI can be changed, as on GitHub",
            """
            - run: echo "$CI"
            - env:
                CI: 'no'
              run: echo "$CI"
            """,
            "success success",
            "no"),
        new Promise(
            "PATH entries come first, the last one foremost, each once",
            """
            - run: |
                echo /a >> "$GITHUB_PATH"
                echo /b >> "$GITHUB_PATH"
            - run: |
                echo /a >> "$GITHUB_PATH"
            - run: |
                echo "$PATH" | cut -d: -f1-2
                echo "$PATH" | tr : '\\n' | grep -cx /a
            """,
            "success success success",
            """
            /a:/b
            1
            """),
        new Promise(
            "a shell is found on the PATH that steps made",
            """
            - run: |
                printf '#!/bin/sh\\necho mine; cat "$1"\\n' > fancy
                chmod +x fancy
                echo "$PWD" >> "$GITHUB_PATH"
            - shell: fancy {0}
              run: hello
            """,
            "success success",
            """
            mine
            hello
            """),
        new Promise(
            "the github context has what is the step's alone",
            """
            - id: me
              run: |
                test "${{ github.env }}" = "$GITHUB_ENV"
                test "${{ github.output }}" = "$GITHUB_OUTPUT"
                test "${{ github.path }}" = "$GITHUB_PATH"
                test "${{ github.step_summary }}" = "$GITHUB_STEP_SUMMARY"
                test "${{ github.workspace }}" = "$GITHUB_WORKSPACE"
                echo "${{ github.action }} $GITHUB_ACTION $GITHUB_JOB"
            """,
            "success",
            "me me build"),
        new Promise(
            "the job context tells how the job stands",
            "- run: echo '${{ job.status }} [${{ job.workflow_ref }}]'",
            "success",
            "success []"),
        new Promise(
            "the event is a file",
            "- run: cat \"$GITHUB_EVENT_PATH\"",
            "success",
            "{\"ref\":\"refs/heads/main\"}"),
        new Promise(
            "the runner's folders are there",
            """
            - run: |
                test -d "$RUNNER_TEMP" && test -d "$RUNNER_TOOL_CACHE"
                echo "${{ runner.os }} ${{ runner.temp == env.T || 'other' }}"
              env:
                T: ${{ runner.temp }}
            """,
            "success",
            Machine.os() + " true"));
  }
}
