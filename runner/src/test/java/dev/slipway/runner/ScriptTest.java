package dev.slipway.runner;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What scripts may rely on.
@Timeout(60)
class ScriptTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("promises")
  void holds(Promise promise) {
    promise.holds(folder);
  }

  static Stream<Promise> promises() {
    return Stream.of(
        new Promise(
            "a script stops at its first failing command",
            """
            - run: |
                echo one
                false
                echo two
            """,
            "failure",
            """
            one
            ##[error]Process completed with exit code 1.
            """),
        new Promise(
            "the exit code is told",
            "- run: exit 42",
            "failure",
            "##[error]Process completed with exit code 42."),
        new Promise(
            "without a shell chosen, a broken pipe does not fail the step",
            "- run: false | cat",
            "success",
            ""),
        new Promise(
            "an explicit bash fails with any part of a pipe",
            """
            - shell: bash
              run: false | cat
            """,
            "failure",
            "##[error]Process completed with exit code 1."),
        new Promise(
            "python runs python",
            """
            - shell: python
              run: |
                import sys
                print(sys.argv[0].endswith('.py'))
                sys.exit(3)
            """,
            "failure",
            """
            True
            ##[error]Process completed with exit code 3.
            """),
        new Promise(
            "a custom shell gets the script's file",
            """
            - shell: cat {0}
              run: not a script at all
            """,
            "success",
            "not a script at all"),
        new Promise(
            "the script is the last argument but for what follows it",
            """
            - shell: bash -c "cat $0; echo $1" {0} more
              run: echo hi
            """,
            "success",
            """
            echo hi
            more
            """),
        new Promise(
            "standard input is at its end",
            "- run: cat; read x || echo nothing",
            "success",
            "nothing"),
        new Promise(
            "both outputs come in order",
            "- run: echo 1; echo 2 >&2; echo 3; echo 4 >&2",
            "success",
            """
            1
            2
            3
            4
            """),
        new Promise(
            "a last line without a line break is a line",
            "- run: printf 'one\\ntwo'",
            "success",
            """
            one
            two
            """),
        new Promise(
            "a progress bar is a line for each state",
            "- run: printf '10%%\\r20%%\\r\\nend\\n'",
            "success",
            """
            10%
            20%
            end
            """),
        new Promise(
            "bytes that are no text do no harm",
            "- run: printf 'a\\377b\\0c\\303\\251\\n'",
            "success",
            "a\ufffdb\0c\u00e9"),
        new Promise(
            "a process that is left behind holds nothing up",
            """
            - run: |
                sleep 300 &
                echo done
            """,
            "success",
            "done"),
        new Promise(
            "expressions in the script are computed before it runs",
            """
            - env:
                NAME: Mona
              run: echo "Hello ${{ env.NAME }} of ${{ github.repository }}, ${{ 1 + 1 == 2 || 'x' }}"
            """
                .replace("1 + 1 == 2 || 'x'", "format('{0}!', 1 < 2)"),
            "success",
            "Hello Mona of octo/hello, true!"),
        new Promise(
            "steps run in the workspace, which is empty",
            "- run: pwd | sed 's|.*/work/||'; ls -A | wc -l",
            "success",
            """
            hello/hello
            0
            """),
        new Promise(
            "a working directory is below the workspace",
            """
            - run: mkdir -p a/b
            - working-directory: a/b
              run: pwd | sed 's|.*/hello/hello/||'
            """,
            "success success",
            "a/b"),
        new Promise(
            "a working directory may be anywhere",
            """
            - working-directory: /usr
              run: pwd
            """,
            "success",
            "/usr"));
  }
}
