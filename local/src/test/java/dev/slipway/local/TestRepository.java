package dev.slipway.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A Git repository with a working copy, made for one test.
record TestRepository(String name, Path folder) {
  static final String CI = ".github/workflows/ci.yml";

  static TestRepository create(Path parent, String name) {
    var repository = new TestRepository(name, parent.resolve(name.replace('/', '-')));
    try {
      Files.createDirectories(repository.folder());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    repository.git("init", "--quiet", "--initial-branch=main");
    repository.commit("README.md", "A repository\n", "Begin");
    return repository;
  }

  /// Writes one file and commits all.
  ///
  /// @return the commit
  String commit(String file, String text, String subject) {
    try {
      var path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    git("add", "--all");
    git("commit", "--quiet", "--message", subject);
    return head();
  }

  String head() {
    return git("rev-parse", "HEAD").strip();
  }

  String git(String... arguments) {
    var command =
        new ArrayList<>(List.of("git", "-c", "user.name=Ann", "-c", "user.email=ann@example.com"));
    command.addAll(List.of(arguments));
    try {
      var process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
