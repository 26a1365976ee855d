package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The site in a real browser against the real platform; the steps are in
/// `site/test/platform.spec.ts`. Where Chromium is missing it says so in one line.
class BrowserTest {
  private static final Path SITE = Path.of("..", "site");

  @Test
  void aNewcomerPushesWatchesReadsCancelsAndRunsAgain(@TempDir Path folder) throws Exception {
    assertThat(SITE.resolve("node_modules")).as("built by the module before this one").exists();
    try (var up = UpProcess.start(folder.resolve("data"))) {
      var out = folder.resolve("browser.log");
      var builder =
          new ProcessBuilder("node", "tools/browser.mjs", "--project=platform", "--reporter=list")
              .directory(SITE.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile());
      builder.environment().put("SLIPWAY_URL", up.url());
      builder.environment().put("SLIPWAY_SAMPLE", up.data().resolve("sample.git").toString());
      var exit = builder.start().waitFor();
      var said = Files.readString(out, StandardCharsets.UTF_8);
      said.lines().filter(line -> line.startsWith("skipped:")).forEach(System.out::println);
      assertThat(exit).as(said).isZero();
    }
  }
}
