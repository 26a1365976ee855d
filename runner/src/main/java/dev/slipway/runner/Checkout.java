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
import java.util.Set;

/// The built-in `actions/checkout`: the run's own repository at the run's commit.
final class Checkout {
  /// Inputs of the real one that change nothing here.
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "token",
          "ssh-key",
          "ssh-known-hosts",
          "ssh-strict",
          "ssh-user",
          "persist-credentials",
          "set-safe-directory",
          "github-server-url",
          "show-progress",
          "fetch-tags",
          "filter",
          "lfs",
          "submodules",
          "allow-unsafe-pr-checkout");

  private static final Set<String> INPUTS =
      Set.of("repository", "ref", "path", "clean", "fetch-depth", "sparse-checkout");

  private final GitRepositories git;
  private final Source source;
  private final Json.Obj github;
  private final Path workspace;
  private final StepLog log;

  Checkout(JobSite site, StepView view, StepLog log) {
    this.git = new GitRepositories(site.settings().gitCache());
    this.source = site.assignment().source();
    this.github = view.github();
    this.workspace = site.workspace().workspace();
    this.log = log;
  }

  /// Fills the workspace, or the folder of the input `path` inside it.
  Attempt run(Map<String, String> inputs) {
    var repository = github.string("repository").orElse("");
    for (var name : inputs.keySet()) {
      if (!INPUTS.contains(name) && !WITHOUT_EFFECT.contains(name)) {
        log.warn("Unexpected input '%s' of actions/checkout".formatted(name));
      }
    }
    var other = inputs.getOrDefault("repository", repository);
    if (!other.isEmpty() && !other.equalsIgnoreCase(repository)) {
      throw new StepFailure(
          "The built-in checkout fetches %s only, not %s".formatted(repository, other));
    }
    var folder = workspace.resolve(inputs.getOrDefault("path", ".")).normalize();
    if (!folder.startsWith(workspace)) {
      throw new StepFailure("Repository path '%s' is not under the workspace".formatted(folder));
    }
    try {
      empty(folder);
      fill(inputs, folder);
      return Attempt.succeeded(
          Map.of(
              "commit", github.string("sha").orElse(""), "ref", github.string("ref").orElse("")));
    } catch (GitException e) {
      throw new StepFailure(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new StepFailure("The workspace cannot be emptied: " + e.getMessage());
    }
  }

  private void fill(Map<String, String> inputs, Path folder) {
    switch (source) {
      case Source.WorkingCopy(var original) -> {
        log.say("Copying the working copy, uncommitted changes included");
        WorkingCopy.containing(original)
            .orElseThrow(() -> new StepFailure(original + " is no Git working copy"))
            .copyTo(folder);
      }
      case Source.Git(var url, var ref, var sha) -> {
        var safe = GitUrl.of(url, GitUrl.Reach.ANYWHERE);
        var wanted = inputs.getOrDefault("ref", "");
        log.say("Fetching %s at %s".formatted(safe.shown(), wanted.isEmpty() ? sha : wanted));
        if (wanted.isEmpty()) {
          git.checkout(safe, ref, sha, depth(inputs), folder);
        } else {
          checkoutOther(safe, wanted, depth(inputs), folder);
        }
      }
    }
  }

  private void checkoutOther(GitUrl url, String wanted, int depth, Path folder) {
    if (wanted.matches("[0-9a-f]{40}")) {
      git.checkout(url, "refs/heads/*", wanted, 0, folder);
      return;
    }
    var refs = git.listRefs(url);
    for (var ref : new String[] {wanted, "refs/heads/" + wanted, "refs/tags/" + wanted}) {
      var sha = refs.get(ref);
      if (sha != null) {
        git.checkout(url, ref, sha, depth, folder);
        return;
      }
    }
    throw new StepFailure(
        "A branch or tag with the name '%s' could not be found".formatted(wanted));
  }

  private static int depth(Map<String, String> inputs) {
    try {
      return Integer.parseInt(inputs.getOrDefault("fetch-depth", "1"));
    } catch (NumberFormatException _) {
      return 1;
    }
  }

  private static void empty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (var children = Files.list(folder)) {
        for (var child : children.toList()) {
          if (Files.isDirectory(child) && !Files.isSymbolicLink(child)) {
            Workspace.delete(child);
          } else {
            Files.delete(child);
          }
        }
      }
    } else {
      Files.createDirectories(folder);
    }
  }
}
