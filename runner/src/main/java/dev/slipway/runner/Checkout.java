package dev.slipway.runner;

import dev.slipway.ci.job.Source;
import dev.slipway.git.GitException;
import dev.slipway.git.GitRepositories;
import dev.slipway.git.GitUrl;
import dev.slipway.git.WorkingCopy;
import dev.slipway.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The built-in `actions/checkout`: the run's own repository at the run's commit, or another one of
/// the same server.
final class Checkout {
  /// Inputs of the real one that change nothing here.
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "ssh-known-hosts",
          "ssh-strict",
          "ssh-user",
          "persist-credentials",
          "set-safe-directory",
          "github-server-url",
          "show-progress",
          "fetch-tags",
          "allow-unsafe-pr-checkout");

  /// Inputs that ask for more than the built-in one does, unless they say so.
  private static final Set<String> MISSING =
      Set.of("filter", "lfs", "ssh-key", "submodules", "sparse-checkout");

  private static final Set<String> KNOWN =
      Set.of(
          "repository",
          "ref",
          "token",
          "path",
          "clean",
          "fetch-depth",
          "sparse-checkout-cone-mode");

  private final GitRepositories git;
  private final Source source;
  private final Json.Obj github;
  private final Path workspace;
  private final StepLog log;

  Checkout(Scene scene) {
    this.git = new GitRepositories(scene.site().settings().gitCache());
    this.source = scene.site().assignment().source();
    this.github = scene.view().github();
    this.workspace = scene.site().workspace().workspace();
    this.log = scene.log();
  }

  /// What was checked out.
  private record Result(String ref, String commit) {
    Attempt attempt() {
      return Attempt.succeeded(Map.of("ref", ref, "commit", commit));
    }
  }

  /// Fills the workspace, or the folder of the input `path` inside it.
  ///
  /// @throws StepFailure when it cannot
  Attempt run(Map<String, String> inputs) {
    check(inputs);
    var folder = folder(inputs.getOrDefault("path", ""));
    try {
      empty(folder);
      var own = github.string("repository").orElse("");
      var other = inputs.getOrDefault("repository", "");
      var result =
          other.isEmpty() || other.equalsIgnoreCase(own)
              ? own(inputs, folder)
              : other(other, inputs, folder);
      return result.attempt();
    } catch (GitException e) {
      throw new StepFailure(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new StepFailure("The workspace cannot be emptied: " + e.getMessage());
    }
  }

  private void check(Map<String, String> inputs) {
    inputs.forEach((name, value) -> {
      if (MISSING.contains(name) && !value.isBlank() && !value.equalsIgnoreCase("false")) {
        log.warn("The built-in checkout does not know '%s'; it is left out".formatted(name));
      } else if (!KNOWN.contains(name)
          && !WITHOUT_EFFECT.contains(name)
          && !MISSING.contains(name)) {
        log.warn("Unexpected input '%s' of actions/checkout".formatted(name));
      }
    });
  }

  /// A link inside the workspace may lead out of it, and what is there is emptied.
  private Path folder(String path) {
    var folder = workspace.resolve(path).normalize();
    var inside = folder.startsWith(workspace);
    for (var up = 0; inside && up < folder.getNameCount() - workspace.getNameCount(); up++) {
      var each =
          workspace.resolve(folder.subpath(workspace.getNameCount(), folder.getNameCount() - up));
      inside = !Files.isSymbolicLink(each);
    }
    if (!inside) {
      throw new StepFailure("Repository path '%s' is not under the workspace".formatted(folder));
    }
    return folder;
  }

  private Result own(Map<String, String> inputs, Path folder) {
    var wanted = inputs.getOrDefault("ref", "");
    return switch (source) {
      case Source.WorkingCopy(var original) -> {
        if (!wanted.isEmpty()) {
          yield fetch(
              GitUrl.of(original.toString(), GitUrl.Reach.ANYWHERE), wanted, inputs, folder);
        }
        log.say("Copying the working copy, uncommitted changes included");
        WorkingCopy.containing(original)
            .orElseThrow(() -> new StepFailure(original + " is no Git working copy"))
            .copyTo(folder);
        yield new Result(github.string("ref").orElse(""), github.string("sha").orElse(""));
      }
      case Source.Git(var url, var ref, var sha) -> {
        var safe = GitUrl.of(url, GitUrl.Reach.ANYWHERE);
        if (!wanted.isEmpty()) {
          yield fetch(safe, wanted, inputs, folder);
        }
        log.say("Fetching %s at %s".formatted(safe.shown(), sha));
        git.checkout(safe, ref, sha, depth(inputs), folder);
        yield new Result(ref, sha);
      }
    };
  }

  private Result other(String repository, Map<String, String> inputs, Path folder) {
    if (!repository.matches("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")) {
      throw new StepFailure(
          "Invalid repository '%s'. Expected format {owner}/{repo}.".formatted(repository));
    }
    var server = github.string("server_url").orElse("https://github.com");
    var token = inputs.getOrDefault("token", "");
    var address =
        "%s/%s.git"
            .formatted(
                token.isEmpty()
                    ? server
                    : server.replaceFirst("://", "://x-access-token:" + token + "@"),
                repository);
    var url = GitUrl.of(address, GitUrl.Reach.ANYWHERE);
    return fetch(url, inputs.getOrDefault("ref", ""), inputs, folder);
  }

  /// @param wanted a branch, a tag, a whole ref, a commit, or nothing for the default branch
  private Result fetch(GitUrl url, String wanted, Map<String, String> inputs, Path folder) {
    log.say("Fetching %s at %s".formatted(url.shown(), wanted.isEmpty() ? "its default" : wanted));
    var depth = depth(inputs);
    if (wanted.matches("[0-9a-f]{40}")) {
      git.checkout(url, wanted, depth, folder);
      return new Result("", wanted);
    }
    var name =
        wanted.isEmpty()
            ? git.defaultBranch(url)
                .orElseThrow(() -> new StepFailure(url.shown() + " has no default branch"))
            : wanted;
    var refs = git.listRefs(url);
    for (var ref : new String[] {name, "refs/heads/" + name, "refs/tags/" + name}) {
      var sha = Optional.ofNullable(refs.get(ref));
      if (sha.isPresent()) {
        git.checkout(url, ref, sha.get(), depth, folder);
        return new Result(ref, sha.get());
      }
    }
    throw new StepFailure("A branch or tag with the name '%s' could not be found".formatted(name));
  }

  private static int depth(Map<String, String> inputs) {
    try {
      return Math.max(0, Integer.parseInt(inputs.getOrDefault("fetch-depth", "1").strip()));
    } catch (NumberFormatException _) {
      return 1;
    }
  }

  private static void empty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (var children = Files.list(folder)) {
        for (var child : children.toList()) {
          Workspace.delete(child);
        }
      }
    } else {
      Files.deleteIfExists(folder);
      Files.createDirectories(folder);
    }
  }
}
