package dev.slipway.runner;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What steps say by files.
@Timeout(60)
class CommandFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("promises")
  void holds(Promise promise) {
    promise.holds(folder);
  }

  static Stream<Promise> promises() {
    return Stream.of(
        new Promise(
            "outputs of many lines go from step to step",
            """
            - id: one
              run: |
                echo "a=1" >> "$GITHUB_OUTPUT"
                { echo 'text<<END'; echo 'x=y'; echo; echo 'z<<w'; echo END; } >> "$GITHUB_OUTPUT"
                echo "empty=" >> "$GITHUB_OUTPUT"
            - env:
                TEXT: ${{ steps.one.outputs.text }}
              run: echo "${{ steps.one.outputs.a }}[${{ steps.one.outputs.empty }}]"; echo "$TEXT"
            """,
            "success success",
            """
            1[]
            x=y

            z<<w
            """),
        new Promise(
            "a malformed file fails the step but not what the others say",
            """
            - id: one
              run: |
                echo "a=1" >> "$GITHUB_OUTPUT"
                echo "no assignment" >> "$GITHUB_ENV"
            - if: always()
              run: echo "${{ steps.one.outputs.a }} ${{ steps.one.outcome }}"
            """,
            "failure success",
            "1 failure"),
        new Promise(
            "NODE_OPTIONS cannot be set for later steps",
            "- run: echo 'NODE_OPTIONS=--require evil' >> \"$GITHUB_ENV\"",
            "failure",
            """
            ##[error]Unable to process file command 'env' successfully.
            ##[error]Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.
            """),
        new Promise(
            "a file that is gone says nothing",
            "- run: rm \"$GITHUB_ENV\" \"$GITHUB_OUTPUT\" \"$GITHUB_PATH\"",
            "success",
            ""),
        new Promise(
            "a folder in place of a file fails the step",
            "- run: rm \"$GITHUB_OUTPUT\"; mkdir \"$GITHUB_OUTPUT\"",
            "failure",
            """
            ##[error]Unable to process file command 'output' successfully.
            ##[error]it is no file of at most 16 MB
            """),
        new Promise(
            "files count when the script fails, too",
            """
            - id: one
              run: echo "a=1" >> "$GITHUB_OUTPUT"; exit 1
            - if: failure()
              run: echo "${{ steps.one.outputs.a }}"
            """,
            "failure success",
            "1"),
        new Promise(
            "a step without an id is in no context",
            """
            - run: echo "a=1" >> "$GITHUB_OUTPUT"
            - run: echo '${{ toJSON(steps) }}'
            """,
            "success success",
            "{}"));
  }
}
