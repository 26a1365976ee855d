package dev.slipway.cli.up;

import dev.slipway.cli.Refusal;
import dev.slipway.cli.platform.Platform;
import dev.slipway.cli.run.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// A repository for newcomers: clone it, push to it, watch the run. Each push tells the platform by
/// a signed webhook, as a forge would.
///
/// @param path the bare repository
public record SampleRepository(Path path) {
  /// Its name in the platform.
  public static final String NAME = "slipway/sample";

  private static final String WORKFLOW =
      """
      name: Delivery
      on:
        push:
        workflow_dispatch:

      jobs:
        build:
          runs-on: ubuntu-latest
          outputs:
            version: ${{ steps.version.outputs.version }}
          steps:
            - uses: actions/checkout@v4
            - name: Choose a version
              id: version
              run: echo "version=1.0.${{ github.run_number }}" >> "$GITHUB_OUTPUT"
            - name: Build
              run: |
                echo "Building ${{ steps.version.outputs.version }}"
                sleep 1

        unit:
          needs: build
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
            - run: ./greet.sh you | grep -q 'Hello, you'

        integration:
          needs: build
          runs-on: ubuntu-latest
          steps:
            - name: Talk to the real thing
              run: sleep 1 && echo "it answered"

        lint:
          needs: build
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
            - run: sh -n greet.sh

        deploy:
          needs: [unit, integration, lint]
          if: github.ref == 'refs/heads/main'
          runs-on: ubuntu-latest
          steps:
            - run: echo "::notice::Deployed ${{ github.sha }}"
      """;

  /// Makes the repository, or finds the one that an earlier start made, and points its hook at the
  /// platform as it runs now.
  ///
  /// @param url the platform
  /// @param secretFile holds the webhook secret
  /// @throws Refusal when Git is missing or fails
  public static SampleRepository create(Path data, String url, Path secretFile) {
    var bare = data.resolve("sample.git").toAbsolutePath();
    try {
      if (!Files.exists(bare.resolve("HEAD"))) {
        fill(data.toAbsolutePath(), bare);
      }
      hook(bare, url, secretFile);
      return new SampleRepository(bare);
    } catch (IOException e) {
      throw Refusal.environment("the sample repository %s: %s".formatted(bare, e.getMessage()));
    }
  }

  /// Tells the platform of it; telling again changes nothing.
  void connect(String url) {
    Platform.at(url).connect(NAME, path.toString());
  }

  private static void fill(Path data, Path bare) throws IOException {
    Files.createDirectories(data);
    git(data, "init", "--quiet", "--bare", "--initial-branch=main", bare.toString());
    var work = Files.createTempDirectory("slipway-sample-");
    try {
      git(work, "init", "--quiet", "--initial-branch=main");
      write(work.resolve(".github/workflows/delivery.yml"), WORKFLOW);
      write(work.resolve("greet.sh"), "#!/bin/sh\necho \"Hello, $1\"\n");
      executable(work.resolve("greet.sh"));
      git(work, "add", ".");
      git(work, "commit", "--quiet", "-m", "Greet people");
      git(work, "push", "--quiet", bare.toString(), "main");
    } finally {
      Folders.delete(work);
    }
  }

  /// Calls this very program, not the launcher: a push must not wait for a build.
  private static void hook(Path bare, String url, Path secretFile) throws IOException {
    var hook = bare.resolve("hooks/post-receive");
    write(
        hook,
        """
        #!/bin/sh
        unset GIT_DIR GIT_QUARANTINE_PATH
        exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' dev.slipway.cli.Main \\
          deliver --url '%s' --repo %s --secret-file '%s'
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                url,
                NAME,
                secretFile.toAbsolutePath()));
    executable(hook);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void git(Path folder, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=Slipway", "-c", "user.email=sample@localhost"));
    command.addAll(List.of(arguments));
    try {
      var process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw Refusal.environment("git %s: %s".formatted(arguments[0], said.strip()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What a newcomer is told.
  public String invitation() {
    return """
    Try it: git clone %s sample && cd sample
            git commit --allow-empty -m "My first push" && git push\
    """
        .formatted(path);
  }
}
