package dev.slipway.runner;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which steps run, and what their end means for the job.
@Timeout(60)
class ConditionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("promises")
  void holds(Promise promise) {
    promise.holds(folder);
  }

  static Stream<Promise> promises() {
    return Stream.of(
        new Promise(
            "after a failure only those run that ask for it",
            """
            - run: exit 1
            - run: echo never
            - if: success()
              run: echo never
            - if: github.ref == 'refs/heads/main'
              run: echo never
            - if: cancelled()
              run: echo never
            - if: always()
              run: echo always
            - if: ${{ !cancelled() }}
              run: echo not cancelled
            - if: failure() && github.ref == 'refs/heads/main'
              run: echo ${{ job.status }}
            """,
            "failure skipped skipped skipped skipped success success success",
            "failure"),
        new Promise(
            "continue-on-error tells outcome from conclusion",
            """
            - id: one
              continue-on-error: true
              run: exit 1
            - run: echo "${{ steps.one.outcome }} ${{ steps.one.conclusion }} ${{ job.status }}"
            """,
            "failure/success success",
            "failure success success"),
        new Promise(
            "continue-on-error is computed after the step",
            """
            - id: one
              continue-on-error: ${{ steps.one.outcome == '' && env.SOFT == 'yes' }}
              run: echo "SOFT=yes" >> "$GITHUB_ENV"; exit 1
              env:
                SOFT: 'yes'
            - run: echo on
            """,
            "failure/success success",
            "on"),
        new Promise(
            "a skipped step has an outcome",
            """
            - id: one
              if: false
              run: exit 1
            - run: echo "${{ steps.one.outcome }} ${{ steps.one.conclusion }}"
            """,
            "skipped success",
            "skipped skipped"),
        new Promise(
            "a condition sees the step's own env",
            """
            - if: env.GO == 'yes'
              env:
                GO: 'yes'
              run: echo gone
            """,
            "success",
            "gone"),
        new Promise(
            "an env that cannot be computed fails the step",
            """
            - env:
                X: ${{ fromJSON('{') }}
              run: echo never
            - if: failure()
              run: echo on
            """,
            "failure success",
            "on"),
        new Promise(
            "a condition that cannot be computed fails the step",
            """
            - if: fromJSON('{') == 1
              run: echo never
            - if: failure()
              run: echo on
            """,
            "failure success",
            "on"),
        new Promise(
            "a continue-on-error that cannot be computed is false",
            """
            - continue-on-error: ${{ fromJSON('{') }}
              run: exit 1
            - if: failure()
              run: echo on
            """,
            "failure success",
            "on"),
        new Promise(
            "a step's limit that cannot be computed is told and not kept",
            """
            - timeout-minutes: ${{ fromJSON('{') }}
              run: echo runs
            - run: echo on
            """,
            "success success",
            "on"),
        new Promise(
            "no minutes are no limit",
            """
            - timeout-minutes: 0
              run: echo runs
            """,
            "success",
            "runs"),
        new Promise(
            "a step that takes too long fails and says so",
            """
            - name: Slow
              timeout-minutes: 0.002
              run: echo begun; exec sleep 100
            - if: failure()
              run: echo on
            """,
            "failure success",
            "on"),
        new Promise(
            "a step that ends well after its time has failed all the same",
            """
            - id: slow
              timeout-minutes: 0.002
              run: |
                trap 'exit 0' INT
                while true; do read -t 0.01 < <(sleep 1) || true; done
              shell: bash
            - if: always()
              run: echo "${{ steps.slow.outcome }}"
            """,
            "failure success",
            "failure"));
  }
}
