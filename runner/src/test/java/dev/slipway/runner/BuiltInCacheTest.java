package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ci.job.StepResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BuiltInCacheTest {
  private static final String CACHE =
      """
      - id: cache
        uses: actions/cache@v4
        with:
          path: |
            kept
            ~/more
          key: deps-%s
          restore-keys: deps-
      - run: echo "[${{ steps.cache.outputs.cache-hit }}] [${{ steps.cache.outputs.cache-matched-key }}]"; cat kept/file ~/more/file 2>/dev/null || echo none
      """;

  @TempDir Path folder;

  private OneJob.Ran run(String steps) {
    return OneJob.steps(folder, steps).offline().run();
  }

  @Test
  void keepsWhatJobsShare() {
    var first =
        run(
            CACHE.formatted("1")
                + "- run: mkdir -p kept ~/more; echo a > kept/file; ln -s file kept/link; echo b > ~/more/file\n");
    assertThat(first.steps()).as(first.text()).isEqualTo("success success success success");
    assertThat(first.printed(2)).containsExactly("[] []", "none");
    assertThat(first.outcome().steps())
        .extracting(StepResult::name)
        .contains("Post Run actions/cache@v4");
    assertThat(first.lines(4)).contains("Cache saved with key: deps-1");
    var second =
        run("- run: rm -rf ~/more\n" + CACHE.formatted("1") + "- run: readlink kept/link\n");
    assertThat(second.printed(3)).as(second.text()).containsExactly("[true] [deps-1]", "a", "b");
    assertThat(second.printed(4)).containsExactly("file");
    assertThat(second.text()).contains("Cache hit occurred on the primary key deps-1");
    var third = run(CACHE.formatted("2"));
    assertThat(third.printed(2)).containsExactly("[false] [deps-1]", "a", "b");
    assertThat(third.text()).contains("Cache saved with key: deps-2");
  }

  @Test
  void storesNothingWhenTheJobFailed() {
    var ran =
        run("- uses: actions/cache@v4\n  with: {path: kept, key: k}\n- run: mkdir kept; exit 1\n");
    assertThat(ran.steps()).isEqualTo("success failure skipped");
  }

  @Test
  void hasTwoHalves() {
    var ran =
        run(
            """
            - run: mkdir kept; echo x > kept/file
            - uses: actions/cache/save@v4
              with: {path: kept, key: half}
            - uses: actions/cache/save@v4
              with: {path: kept, key: half}
            - uses: actions/cache/save@v4
              with: {path: nowhere, key: other}
            - run: rm -r kept
            - uses: actions/cache/restore@v4
              with: {path: kept, key: half, lookup-only: true}
            - run: ls | wc -l
            - uses: actions/cache/restore@v4
              with: {path: kept, key: half}
            - run: cat kept/file
            - uses: actions/cache/restore@v4
              with: {path: kept, key: never, fail-on-cache-miss: true}
            """);
    assertThat(ran.steps())
        .as(ran.text())
        .isEqualTo(
            "success success success success success success success success success failure");
    assertThat(ran.printed(7)).containsExactly("0");
    assertThat(ran.printed(9)).containsExactly("x");
    assertThat(ran.text())
        .contains(
            "##[warning]Failed to save: Cache already exists: half",
            "##[warning]Path Validation Error");
  }
}
