package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashFilesTest {
  @TempDir Path folder;

  private Path workspace = Path.of("");

  @BeforeEach
  void fill() throws IOException {
    workspace = folder.resolve("a[b]c");
    for (var path :
        new String[] {
          "pom.xml",
          "a-b/pom.xml",
          "a/pom.xml",
          "a/b/pom.xml",
          "a/.hidden/pom.xml",
          "a/x1.lock",
          "a/x2.lock",
          "a/x10.lock",
          "b/star*.txt",
          "b/starry.txt"
        }) {
      var file = workspace.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, path);
    }
    Files.createSymbolicLink(workspace.resolve("b/link.lock"), Path.of("../a/x1.lock"));
    Files.createSymbolicLink(workspace.resolve("linked"), Path.of("a"));
    Files.createSymbolicLink(workspace.resolve("broken.lock"), Path.of("nowhere"));
    Files.writeString(folder.resolve("outside.lock"), "outside");
  }

  /// Patterns, and the files that they find, in order.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pom.xml                     | pom.xml
          ./pom.xml                   | pom.xml
          **/pom.xml                  | a/.hidden/pom.xml a/b/pom.xml a/pom.xml a-b/pom.xml pom.xml
          */pom.xml                   | a/pom.xml a-b/pom.xml
          a/**                        | a/.hidden/pom.xml a/b/pom.xml a/pom.xml a/x1.lock a/x10.lock a/x2.lock
          a                           | a/.hidden/pom.xml a/b/pom.xml a/pom.xml a/x1.lock a/x10.lock a/x2.lock
          a/x?.lock                   | a/x1.lock a/x2.lock
          a/x[1-9].lock               | a/x1.lock a/x2.lock
          a/x[!1].lock                | a/x2.lock
          a/b/../x1.lock              | a/x1.lock
          **/*.lock                   | a/x1.lock a/x10.lock a/x2.lock b/link.lock
          **/*.lock,!a/x1*            | a/x2.lock b/link.lock
          **/*.lock,!a,a/x2.lock      | a/x2.lock b/link.lock
          !a/x2.lock,a/x2.lock        | a/x2.lock
          a/x2.lock,a/x1.lock         | a/x2.lock a/x1.lock
          b/star\\*.txt               | b/star*.txt
          b/star*.txt                 | b/star*.txt b/starry.txt
          linked/x1.lock              | linked/x1.lock
          linked/**                   |
          # a comment,pom.xml         | pom.xml
          ../outside.lock             |
          nothing/**                  |
          {a,b}/x1.lock               |
          """)
  void findsWhatGitHubFinds(String patterns, String found) throws IOException {
    assertThat(
            new FileSearch(workspace, List.of(patterns.split(",")))
                .files().stream().map(file -> workspace.relativize(file).toString()))
        .containsExactly(found == null ? new String[0] : found.split(" "));
  }

  @Test
  void patternsMayComeAsLinesOfOne() throws IOException {
    assertThat(new FileSearch(workspace, List.of("**/x?.lock\n  !**/x1.lock\n\n")).files())
        .containsExactly(workspace.resolve("a/x2.lock"));
  }

  @Test
  void digestsTheDigests() throws GeneralSecurityException {
    var all = MessageDigest.getInstance("SHA-256");
    for (var content : new String[] {"a/x1.lock", "a/x2.lock"}) {
      all.update(
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
    }
    var hash = new HashFiles(workspace, InstantSource.fixed(Instant.EPOCH));
    assertThat(hash.of(List.of("a/x?.lock"))).isEqualTo(HexFormat.of().formatHex(all.digest()));
    assertThat(hash.of(List.of("nothing"))).isEmpty();
  }

  @Test
  void givesUpAfterTwoMinutes() {
    var minutes = new AtomicInteger();
    InstantSource clock = () -> Instant.EPOCH.plusSeconds(60L * minutes.getAndIncrement());
    assertThatThrownBy(() -> new HashFiles(workspace, clock).of(List.of("**")))
        .isInstanceOf(StepFailure.class)
        .hasMessage("hashFiles couldn't finish within 120 seconds.");
  }

  @Test
  void aStepMayUseIt() {
    var ran =
        OneJob.steps(
                folder,
                """
                - run: printf abc > x.lock
                - run: echo "${{ hashFiles('**/*.lock') }} [${{ hashFiles('none') }}]"
                """)
            .run();
    assertThat(ran.printed(2))
        .containsExactly("4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358 []");
  }
}
