package dev.slipway.local.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Commits with random workflows, made once and shared by all simulations: each has a repository of
/// its own whose objects are these.
final class SharedHistory {
  private final Path objects;
  private final List<String> commits;

  private SharedHistory(Path objects, List<String> commits) {
    this.objects = objects;
    this.commits = commits;
  }

  static SharedHistory create(Path folder, int count) {
    try {
      var random = new Random(7);
      var stream = new StringBuilder();
      for (var i = 0; i < count; i++) {
        var workflow = RandomWorkflow.of(random);
        stream
            .append("commit refs/heads/c%d\n".formatted(i))
            .append("committer Ann <ann@example.com> 1767225600 +0000\n")
            .append(
                "data 4\nWork\nM 100644 inline .github/workflows/ci.yml\ndata %d\n%s\n"
                    .formatted(workflow.length(), workflow))
            .append(
                "M 100644 inline %s\ndata %d\n%s\n"
                    .formatted(
                        RandomWorkflow.CALLED,
                        RandomWorkflow.CALLED_FILE.length(),
                        RandomWorkflow.CALLED_FILE));
      }
      var bare = folder.resolve("shared.git");
      git(folder, "", "init", "--quiet", "--bare", bare.toString());
      git(bare, stream.toString(), "fast-import", "--quiet");
      var commits = new ArrayList<String>();
      for (var i = 0; i < count; i++) {
        commits.add("");
      }
      for (var line :
          git(bare, "", "for-each-ref", "--format=%(refname:short) %(objectname)")
              .lines()
              .toList()) {
        var parts = line.split(" ", 2);
        commits.set(Integer.parseInt(parts[0].substring(1)), parts[1]);
      }
      return new SharedHistory(bare.resolve("objects"), commits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String commit(Random random) {
    return commits.get(random.nextInt(commits.size()));
  }

  /// A repository without refs on these commits.
  Path repository(Path folder) {
    try {
      Files.createDirectories(folder.resolve("refs/heads"));
      Files.createDirectories(folder.resolve("objects/info"));
      Files.writeString(folder.resolve("HEAD"), "ref: refs/heads/main\n");
      Files.writeString(
          folder.resolve("config"), "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
      Files.writeString(folder.resolve("objects/info/alternates"), objects + "\n");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void push(Path repository, String branch, String commit) {
    try {
      Files.writeString(repository.resolve("refs/heads/" + branch), commit + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String git(Path folder, String input, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    var in = Files.createTempFile("simulation", ".in");
    Files.writeString(in, input);
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Files.delete(in);
    return said;
  }
}
