package dev.slipway.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;

/// A new repository in a folder, with the files of one commit. Submodules stay empty folders; no
/// filter or hook that the commit brings along is run.
final class WorkingTree {
  private static final String HEADS = "refs/heads/";
  private static final List<RefSpec> EVERYTHING =
      List.of(
          new RefSpec("+refs/heads/*:refs/remotes/origin/*"),
          new RefSpec("+refs/tags/*:refs/tags/*"));

  private final GitUrl url;
  private final Remote remote;
  private final Path folder;

  WorkingTree(GitUrl url, Remote remote, Path folder) {
    this.url = url;
    this.remote = remote;
    this.folder = folder;
  }

  /// @param depth how many commits of history; 0 for all
  void fill(Optional<String> ref, String sha, int depth) throws GitAPIException, IOException {
    Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call().close();
    var builder =
        new FileRepositoryBuilder()
            .setGitDir(folder.resolve(".git").toFile())
            .setWorkTree(folder.toFile())
            .setup();
    try (var repository = remote.repository(builder)) {
      configure(repository);
      fetch(repository, ref, sha, depth);
      if (!has(repository, sha)) {
        throw GitException.refused("%s has no commit %s".formatted(url.shown(), sha));
      }
      checkout(repository, ref, sha);
    }
  }

  private void configure(Repository repository) throws IOException {
    var config = repository.getConfig();
    config.setString("remote", "origin", "url", url.shown());
    config.setString("remote", "origin", "fetch", "+refs/heads/*:refs/remotes/origin/*");
    // Names that a Mac would take for `.git` are refused wherever the agent runs.
    config.setBoolean("core", null, "protectHFS", true);
    config.save();
  }

  private static boolean has(Repository repository, String sha) throws IOException {
    return repository.getObjectDatabase().has(ObjectId.fromString(sha));
  }

  /// By the ref while it is where it was; else by the commit itself; else all there is.
  private void fetch(Repository repository, Optional<String> ref, String sha, int depth)
      throws GitAPIException, IOException {
    if (ref.isPresent()) {
      tryToFetch(repository, depth, spec(ref.get()));
    }
    if (!has(repository, sha)) {
      tryToFetch(repository, depth, new RefSpec(sha));
    }
    if (!has(repository, sha)) {
      if (depth > 0 && !repository.getObjectDatabase().getShallowCommits().isEmpty()) {
        remote.fetchWhole(repository, EVERYTHING);
      } else {
        remote.fetch(repository, 0, EVERYTHING);
      }
    }
  }

  /// The ref may be gone by now, and not all servers give commits that no ref names. Whether the
  /// server answers at all is seen when everything is asked for.
  private void tryToFetch(Repository repository, int depth, RefSpec spec) {
    try {
      remote.fetch(repository, depth, List.of(spec));
    } catch (GitAPIException | JGitInternalException _) {
      // Then it is not there.
    }
  }

  private static RefSpec spec(String ref) {
    return new RefSpec(
        ref.startsWith(HEADS)
            ? "+%s:refs/remotes/origin/%s".formatted(ref, ref.substring(HEADS.length()))
            : "+%s:%s".formatted(ref, ref));
  }

  private static void checkout(Repository repository, Optional<String> ref, String sha)
      throws IOException {
    var branch = ref.filter(name -> name.startsWith(HEADS));
    try (var walk = new RevWalk(repository)) {
      var commit = walk.parseCommit(ObjectId.fromString(sha));
      if (branch.isPresent()) {
        set(repository.updateRef(branch.get()), commit);
        repository.updateRef(Constants.HEAD).link(branch.get());
      } else {
        set(repository.updateRef(Constants.HEAD, true), commit);
      }
      var index = repository.lockDirCache();
      try {
        var checkout = new DirCacheCheckout(repository, index, commit.getTree());
        checkout.setFailOnConflict(false);
        checkout.checkout();
      } catch (IllegalStateException | IllegalArgumentException e) {
        // Names that no tree may have: `.git`, `..`, one name twice.
        throw GitException.refused(
            "commit %s cannot be checked out: %s".formatted(sha, e.getMessage()));
      } finally {
        index.unlock();
      }
    }
  }

  private static void set(RefUpdate update, ObjectId id) throws IOException {
    update.setNewObjectId(id);
    update.setForceUpdate(true);
    switch (update.update()) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
      case IO_FAILURE,
          LOCK_FAILURE,
          NOT_ATTEMPTED,
          REJECTED,
          REJECTED_CURRENT_BRANCH,
          REJECTED_MISSING_OBJECT,
          REJECTED_OTHER_REASON,
          RENAMED ->
          throw new IOException("%s cannot be set".formatted(update.getName()));
    }
  }
}
