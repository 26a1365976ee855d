package dev.slipway.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Reads repositories without a Git of the machine's own: refs, files of a commit, differences.
///
/// Remote repositories are fetched into a cache; local ones are opened where they are and only
/// read. No hook runs and no configuration of the machine is read. All methods throw
/// [GitException]: terminal when asking again will not help, retryable when the server did not
/// answer.
public final class GitRepositories {
  /// A file that is larger is not read whole.
  private static final int MAX_FILE = 16 * 1024 * 1024;

  static final List<RefSpec> HEADS_AND_TAGS =
      List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"));

  private final GitCache cache;
  private final Hosts hosts;
  private final Meter.Limits limits;
  private final InstantSource clock;

  /// @param cache a folder for fetched objects; it may be emptied at any time between calls
  public GitRepositories(Path cache) {
    this(cache, Hosts.BY_REACH, Meter.Limits.USUAL, InstantSource.system());
  }

  GitRepositories(Path cache, Hosts hosts, Meter.Limits limits, InstantSource clock) {
    IsolatedSystem.install();
    this.cache = new GitCache(cache);
    this.hosts = hosts;
    this.limits = limits;
    this.clock = clock;
  }

  private Remote remote(GitUrl url) {
    return new Remote(url, hosts, limits, clock);
  }

  /// All branches and tags with the commits that they point at, tags peeled.
  public Map<String, String> listRefs(GitUrl url) {
    try {
      var refs = new LinkedHashMap<String, String>();
      for (Ref ref : remote(url).listing().setHeads(true).setTags(true).call()) {
        var id = ref.getPeeledObjectId() == null ? ref.getObjectId() : ref.getPeeledObjectId();
        if (id != null) {
          refs.put(ref.getName(), id.name());
        }
      }
      return refs;
    } catch (GitAPIException | JGitInternalException e) {
      throw GitException.of(url, e);
    }
  }

  /// The branch that HEAD points at.
  public Optional<String> defaultBranch(GitUrl url) {
    try {
      var head = remote(url).listing().callAsMap().get(Constants.HEAD);
      return head != null && head.isSymbolic()
          ? Optional.of(Repository.shortenRefName(head.getTarget().getName()))
          : Optional.empty();
    } catch (GitAPIException | JGitInternalException e) {
      throw GitException.of(url, e);
    }
  }

  /// The files directly in a folder at a commit: path → content. An absent folder has none; links
  /// and folders in it are no files.
  public Map<String, byte[]> filesIn(GitUrl url, String ref, String sha, String folder) {
    return reading(url, ref, sha, repository -> files(repository, sha, folder));
  }

  private static Map<String, byte[]> files(Repository repository, String sha, String folder)
      throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    try (var commits = new RevWalk(repository)) {
      var tree = commits.parseCommit(ObjectId.fromString(sha)).getTree();
      try (var inFolder = TreeWalk.forPath(repository, folder, tree)) {
        if (inFolder == null || !inFolder.isSubtree()) {
          return files;
        }
        inFolder.enterSubtree();
        while (inFolder.next() && inFolder.getDepth() > 0) {
          var mode = inFolder.getRawMode(0);
          if (FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode)) {
            var blob = repository.open(inFolder.getObjectId(0));
            if (blob.getSize() > MAX_FILE) {
              throw GitException.refused(
                  "%s has %d bytes; at most %d are read"
                      .formatted(inFolder.getPathString(), blob.getSize(), MAX_FILE));
            }
            files.put(inFolder.getPathString(), blob.getBytes(MAX_FILE));
          }
        }
      }
    }
    return files;
  }

  /// The subject of a commit.
  public Optional<String> subject(GitUrl url, String ref, String sha) {
    return reading(
        url,
        ref,
        sha,
        repository -> {
          try (var commits = new RevWalk(repository)) {
            return Optional.of(commits.parseCommit(ObjectId.fromString(sha)).getShortMessage());
          }
        });
  }

  /// The paths that a push or a pull request changed, or nothing when that cannot be known or is
  /// more than `most`.
  public Optional<List<String>> changedFiles(
      GitUrl url, String ref, Since since, String after, int most) {
    return reading(
        url,
        ref,
        after,
        repository -> {
          if (!url.isLocal()) {
            fetch(url, repository, since);
          }
          return new ChangedFiles(repository, ref, ChangedFiles.Limits.files(most))
              .between(since, after);
        });
  }

  /// What the comparison needs beside the newer commit. What is not there is not there.
  private void fetch(GitUrl url, Repository repository, Since since) throws IOException {
    switch (since) {
      case Since.Commit(var sha) -> askFor(remote(url), repository, sha);
      case Since.Fork(var base) -> askFor(remote(url), repository, base);
      case Since.NewBranch() -> {
        try {
          remote(url).fetch(repository, 0, HEADS_AND_TAGS);
        } catch (GitAPIException | JGitInternalException e) {
          throw GitException.of(url, e);
        }
      }
    }
  }

  private interface Reading<T> {
    T read(Repository repository) throws IOException;
  }

  private <T> T reading(GitUrl url, String ref, String sha, Reading<T> reading) {
    check(ref, sha);
    try {
      if (!url.isLocal()) {
        var remote = remote(url);
        return cache.use(
            url,
            remote::repository,
            repository -> {
              fetch(url, remote, repository, ref, sha);
              return reading.read(repository);
            });
      }
      try (var repository = openLocal(url)) {
        if (!has(repository, sha)) {
          throw noCommit(url, sha);
        }
        return reading.read(repository);
      }
    } catch (IOException e) {
      throw GitException.of(url, e);
    }
  }

  private static void check(String ref, String sha) {
    if (!ref.startsWith("refs/") || !Repository.isValidRefName(ref)) {
      throw GitException.refused("'%s' is no ref".formatted(ref));
    }
    if (!ObjectId.isId(sha)) {
      throw GitException.refused("'%s' is no commit".formatted(sha));
    }
  }

  private static boolean has(Repository repository, String sha) throws IOException {
    return repository.getObjectDatabase().has(ObjectId.fromString(sha));
  }

  private static GitException noCommit(GitUrl url, String sha) {
    return GitException.refused("%s has no commit %s".formatted(url.shown(), sha));
  }

  private static Repository openLocal(GitUrl url) throws IOException {
    var path = url.path();
    if (!Files.isDirectory(path)) {
      throw GitException.refused("there is no repository at %s".formatted(path));
    }
    var builder = new FileRepositoryBuilder().setMustExist(true);
    var dotGit = path.resolve(".git");
    return Files.exists(dotGit)
        ? builder.setWorkTree(path.toFile()).setup().build()
        : builder.setGitDir(path.toFile()).setBare().build();
  }

  /// Has a commit fetched: by its ref, else by itself, else with all branches and tags.
  private static void fetch(
      GitUrl url, Remote remote, Repository repository, String ref, String sha) throws IOException {
    if (has(repository, sha)) {
      return;
    }
    GitCache.tidy(repository);
    try {
      remote.fetch(repository, 0, List.of(new RefSpec("+" + ref + ":" + ref)));
    } catch (GitAPIException | JGitInternalException _) {
      // The ref may be gone by now; whether the server answers is seen below.
    }
    askFor(remote, repository, sha);
    if (!has(repository, sha)) {
      try {
        remote.fetch(repository, 0, HEADS_AND_TAGS);
      } catch (GitAPIException | JGitInternalException e) {
        throw GitException.of(url, e);
      }
    }
    if (!has(repository, sha)) {
      throw noCommit(url, sha);
    }
  }

  /// Asks for a commit that no ref may lead to any more. Servers may refuse.
  private static void askFor(Remote remote, Repository repository, String sha) throws IOException {
    if (!ObjectId.isId(sha) || has(repository, sha)) {
      return;
    }
    try {
      remote.fetch(repository, 0, List.of(new RefSpec(sha)));
    } catch (GitAPIException | JGitInternalException _) {
      // Then it is not there.
    }
  }

  /// Makes a working tree of a commit in an empty or absent folder, with the remote `origin`, on
  /// the branch of the ref or detached.
  ///
  /// @param depth how many commits of history; 0 for all
  public void checkout(GitUrl url, String ref, String sha, int depth, Path folder) {
    check(ref, sha);
    checkout(url, Optional.of(ref), sha, depth, folder);
  }

  /// Makes a working tree of a commit wherever it is, detached.
  ///
  /// @param depth how many commits of history; 0 for all
  public void checkout(GitUrl url, String sha, int depth, Path folder) {
    check("refs/heads/any", sha);
    checkout(url, Optional.empty(), sha, depth, folder);
  }

  private void checkout(GitUrl url, Optional<String> ref, String sha, int depth, Path folder) {
    try {
      new WorkingTree(url, remote(url), folder).fill(ref, sha, depth);
    } catch (GitAPIException | JGitInternalException | IOException e) {
      throw GitException.of(url, e);
    }
  }
}
