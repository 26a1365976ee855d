package dev.slipway.runner;

import dev.slipway.ci.job.Source;
import dev.slipway.ci.workflow.Action.Runs;
import dev.slipway.ci.workflow.ActionReference;
import dev.slipway.ci.workflow.Step;
import dev.slipway.ci.workflow.Step.Work;
import dev.slipway.git.GitException;
import dev.slipway.git.GitRepositories;
import dev.slipway.git.GitUrl;
import dev.slipway.runner.fetch.ActionLock;
import dev.slipway.runner.fetch.ActionStore;
import dev.slipway.runner.fetch.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The actions of one job: those of other repositories are fetched before its first step, so that
/// one that is missing costs no time; local ones are read when a step uses them.
final class JobActions {
  /// How deep composite actions may be nested, from `Constants.cs` in actions/runner.
  static final int DEEPEST = 9;

  private final ActionStore store;
  private final Source source;
  private final Workspace workspace;
  private final Path gitCache;
  private final Map<String, Found> found = new HashMap<>();
  private final Map<List<String>, Map<String, String>> states = new HashMap<>();
  private Optional<ActionLock> lock = Optional.empty();
  private Optional<Path> ownRepository = Optional.empty();

  JobActions(JobAgent.Settings settings, Source source, Workspace workspace) {
    this.store = settings.actions();
    this.gitCache = settings.gitCache();
    this.source = source;
    this.workspace = workspace;
  }

  /// What a step uses.
  sealed interface Found {
    record Folder(ActionFolder action) implements Found {}

    /// A container image, without an action's file.
    record Image(String image) implements Found {}

    /// A stand-in of ours.
    ///
    /// @param why it is used
    record StandIn(BuiltIn action, String why) implements Found {}
  }

  /// Fetches what steps use from other repositories, and what those use.
  ///
  /// @param programs what this machine has
  /// @throws StepFailure naming what cannot be had
  void prepare(List<Step> steps, Programs programs, StepLog log) {
    prepare(steps, programs, log, 0);
  }

  private void prepare(List<Step> steps, Programs programs, StepLog log, int depth) {
    for (var step : steps) {
      if (step.work() instanceof Work.Uses(var uses, _, _)
          && ActionReference.parse(uses) instanceof ActionReference.Remote remote) {
        checkDepth(depth);
        if (remote(uses, remote, log) instanceof Found.Folder(var action)) {
          programs.check(uses, action.action().runs());
          if (action.action().runs() instanceof Runs.Composite composite) {
            prepare(composite.steps(), programs, log, depth + 1);
          }
        }
      }
    }
  }

  /// The action of a step that was fetched before the job's first step.
  synchronized Optional<ActionFolder> prepared(Step step) {
    return step.work() instanceof Work.Uses(var uses, _, _)
            && found.get(uses) instanceof Found.Folder(var action)
        ? Optional.of(action)
        : Optional.empty();
  }

  Programs programs(JobSite site) {
    return new Programs(site.inherited().getOrDefault("PATH", ""));
  }

  static void checkDepth(int depth) {
    if (depth > DEEPEST) {
      throw new StepFailure("Composite action depth exceeded max depth %d".formatted(DEEPEST));
    }
  }

  /// Finds what a step uses.
  ///
  /// @throws StepFailure when it is not there
  synchronized Found find(String uses, StepLog log) {
    var reference = ActionReference.parse(uses);
    return switch (reference) {
      case ActionReference.Remote remote -> remote(uses, remote, log);
      case ActionReference.Local(var path) -> {
        var base = uses.startsWith("$") ? ownRepository() : workspace.workspace();
        yield new Found.Folder(ActionFolder.read(inside(base, path), uses, reference));
      }
      case ActionReference.Image(var image) -> new Found.Image(image);
      case ActionReference.Malformed(var text) ->
          throw new StepFailure(
              "Expected format {org}/{repo}[/path]@ref. Actual '%s'".formatted(text));
    };
  }

  private synchronized Found remote(String uses, ActionReference.Remote remote, StepLog log) {
    var known = found.get(uses);
    if (known != null) {
      return known;
    }
    var now = lookUp(uses, remote, log);
    found.put(uses, now);
    return now;
  }

  /// The checkout is always ours: it knows where the files of this run are, which may have no
  /// server. The other stand-ins give way to the real ones.
  private Found lookUp(String uses, ActionReference.Remote remote, StepLog log) {
    var builtIn = BuiltIn.of(remote);
    if (builtIn.isPresent() && builtIn.get().isAlwaysUsed()) {
      return new Found.StandIn(builtIn.get(), "built in");
    }
    if (builtIn.isPresent() && store.isOffline()) {
      return new Found.StandIn(builtIn.get(), "built in, since nothing is fetched offline");
    }
    try {
      var fetched = store.fetch(remote, lock());
      log.say("Use action %s (SHA:%s)".formatted(uses, fetched.commit()));
      return new Found.Folder(
          ActionFolder.read(inside(fetched.folder(), remote.path()), remote.name(), remote));
    } catch (UnavailableException e) {
      if (builtIn.isPresent()) {
        return new Found.StandIn(
            builtIn.get(), "built in, since the real one cannot be fetched: " + e.getMessage());
      }
      throw new StepFailure("Unable to fetch action %s: %s".formatted(uses, e.getMessage()));
    }
  }

  private static Path inside(Path base, String path) {
    var folder = base.resolve(path).normalize();
    if (!folder.startsWith(base)) {
      throw new StepFailure("The action's path '%s' leads out of its repository".formatted(path));
    }
    return folder;
  }

  /// What earlier phases of a step's action have kept for later ones.
  ///
  /// @param path the keys of the step and those around it
  synchronized Map<String, String> state(List<String> path) {
    return states.computeIfAbsent(path, _ -> new LinkedHashMap<>());
  }

  private ActionLock lock() {
    if (lock.isEmpty()) {
      lock = Optional.of(readLock());
    }
    return lock.get();
  }

  private ActionLock readLock() {
    try {
      return lockFile().map(ActionLock::read).orElse(ActionLock.NONE);
    } catch (IOException | GitException e) {
      throw new StepFailure("%s cannot be read: %s".formatted(ActionLock.FILE, e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new StepFailure(String.valueOf(e.getMessage()));
    }
  }

  private Optional<byte[]> lockFile() throws IOException {
    if (source instanceof Source.Git(var address, var ref, var sha)) {
      var url = GitUrl.of(address, GitUrl.Reach.ANYWHERE);
      if (url.isLocal()) {
        var files = git().filesIn(url, ref, sha, ".slipway");
        return Optional.ofNullable(files.get(ActionLock.FILE));
      }
    }
    var file = ownRepository().resolve(ActionLock.FILE);
    return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  private GitRepositories git() {
    return new GitRepositories(gitCache);
  }

  /// The files of the workflow's own repository, for `$/path`, whatever steps did to the workspace.
  private Path ownRepository() {
    if (ownRepository.isEmpty()) {
      ownRepository =
          Optional.of(
              switch (source) {
                case Source.WorkingCopy(var folder) -> folder;
                case Source.Git(var url, var ref, var sha) -> {
                  var folder = workspace.root().resolve("self");
                  try {
                    git().checkout(GitUrl.of(url, GitUrl.Reach.ANYWHERE), ref, sha, 1, folder);
                  } catch (GitException e) {
                    throw new StepFailure(String.valueOf(e.getMessage()));
                  }
                  yield folder;
                }
              });
    }
    return ownRepository.get();
  }
}
