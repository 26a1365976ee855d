package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BuiltInArtifactsTest {
  @TempDir Path folder;

  private OneJob.Ran run(String steps) {
    return OneJob.steps(folder, steps).offline().run();
  }

  @Test
  void handsFilesFromJobToJob() {
    var up =
        run(
            """
            - run: mkdir -p out/deep; echo one > out/one; echo two > out/deep/two; echo h > out/.hidden; echo l > out/x.log
            - id: up
              uses: actions/upload-artifact@v4
              with:
                name: site
                path: |
                  out
                  !out/**/*.log
            - run: echo "${{ steps.up.outputs.artifact-id }} ${{ steps.up.outputs.artifact-digest }} ${{ steps.up.outputs.artifact-url }}"
            """);
    assertThat(up.steps()).as(up.text()).isEqualTo("success success success");
    assertThat(up.lines(2))
        .first()
        .isEqualTo("Run actions/upload-artifact@v4 (built in, since nothing is fetched offline)");
    assertThat(up.printed(3).getFirst())
        .matches(
            "[0-9]+ [0-9a-f]{64} https://github.com/octo/hello/actions/runs/7000000/artifacts/[0-9]+");
    var down =
        run(
            """
            - id: down
              uses: actions/download-artifact@v4
              with: {name: site, path: in}
            - run: cd in; find . -type f | sort; cat deep/two; echo "${{ steps.down.outputs.download-path }}" | sed 's|.*/hello/hello/||'
            """);
    assertThat(down.steps()).as(down.text()).isEqualTo("success success");
    assertThat(down.printed(2)).containsExactly("./deep/two", "./one", "two", "in");
  }

  @Test
  void namesFilesAsTheRealOneDoes() {
    var ran =
        run(
            """
            - run: mkdir -p a/b/c a/b/d; echo 1 > a/b/c/1; echo 2 > a/b/d/2; echo 3 > top
            - uses: actions/upload-artifact@v4
              with: {name: several, path: "a/b/c\\na/b/d/2"}
            - uses: actions/upload-artifact@v4
              with: {name: single, path: top}
            - uses: actions/upload-artifact@v4
              with: {name: star, path: "a/*/c/*"}
            - uses: actions/download-artifact@v4
              with: {path: all, pattern: s*}
            - run: cd all; find . -type f | sort
            - uses: actions/download-artifact@v4
              with: {path: merged, merge-multiple: true, pattern: s?*}
            - run: find merged -type f | sort
            """);
    assertThat(ran.steps()).as(ran.text()).doesNotContain("failure");
    assertThat(ran.printed(6))
        .containsExactly("./several/c/1", "./several/d/2", "./single/top", "./star/b/c/1");
    assertThat(ran.printed(8))
        .containsExactly("merged/b/c/1", "merged/c/1", "merged/d/2", "merged/top");
  }

  @Test
  void saysWhatIsMissingOrTaken() {
    var ran =
        run(
            """
            - uses: actions/upload-artifact@v4
              with: {path: nowhere}
            - run: echo 1 > f
            - uses: actions/upload-artifact@v4
              with: {path: nowhere, if-no-files-found: error}
            - if: always()
              uses: actions/upload-artifact@v4
              with: {name: a, path: f}
            - if: always()
              uses: actions/upload-artifact@v4
              with: {name: a, path: f}
            - if: always()
              uses: actions/upload-artifact@v4
              with: {name: a, path: f, overwrite: true}
            - if: always()
              uses: actions/upload-artifact@v4
              with: {name: a/b, path: f}
            - if: always()
              uses: actions/download-artifact@v4
              with: {name: never}
            - if: always()
              uses: actions/upload-artifact@v4
            """);
    assertThat(ran.steps())
        .isEqualTo("success success failure success failure success failure failure failure");
    assertThat(ran.text())
        .contains(
            "##[warning]No files were found with the provided path: nowhere.",
            "##[error]No files were found with the provided path: nowhere.",
            "already exists",
            "The artifact name is not valid: a/b",
            "Artifact not found for name: never",
            "Input required and not supplied: path");
  }
}
