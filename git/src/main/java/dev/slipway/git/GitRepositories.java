package dev.slipway.git;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.io.DisabledOutputStream;

/// Reads repositories without a Git of the machine's own: refs, files of a commit, differences.
///
/// Remote repositories are fetched into a bare cache, one folder per address; local ones are opened
/// where they are and only read. No hook runs and no configuration of the machine is read.
public final class GitRepositories {
  private static final int TIMEOUT_SECONDS = (int) Duration.ofSeconds(30).toSeconds();
  private static final int MAX_FILE = 1_048_576;

  private final Path cache;

  /// @param cache a folder for fetched objects; it may be emptied at any time between calls
  public GitRepositories(Path cache) {
    IsolatedSystem.install();
    this.cache = cache;
  }

  /// All branches and tags with the commits that they point at, tags peeled.
  ///
  /// @throws GitException retryable when the server does not answer
  public Map<String, String> listRefs(GitUrl url) {
    try {
      var refs = new LinkedHashMap<String, String>();
      for (Ref ref :
          Git.lsRemoteRepository()
              .setRemote(url.value())
              .setHeads(true)
              .setTags(true)
              .setTimeout(TIMEOUT_SECONDS)
              .call()) {
        var id = ref.getPeeledObjectId() == null ? ref.getObjectId() : ref.getPeeledObjectId();
        if (id != null) {
          refs.put(ref.getName(), id.name());
        }
      }
      return refs;
    } catch (GitAPIException e) {
      throw unreachable(url, e);
    }
  }

  /// The branch that HEAD points at.
  ///
  /// @throws GitException retryable when the server does not answer
  public Optional<String> defaultBranch(GitUrl url) {
    try {
      var head =
          Git.lsRemoteRepository()
              .setRemote(url.value())
              .setTimeout(TIMEOUT_SECONDS)
              .callAsMap()
              .get(Constants.HEAD);
      return head != null && head.isSymbolic()
          ? Optional.of(Repository.shortenRefName(head.getTarget().getName()))
          : Optional.empty();
    } catch (GitAPIException e) {
      throw unreachable(url, e);
    }
  }

  /// The files directly in a folder at a commit: path → text. An absent folder has none.
  ///
  /// @throws GitException terminal when the commit is not there, retryable when the server is not
  public Map<String, byte[]> filesIn(GitUrl url, String ref, String sha, String folder) {
    return reading(
        url,
        ref,
        sha,
        repository -> {
          var files = new LinkedHashMap<String, byte[]>();
          try (var commits = new RevWalk(repository)) {
            var tree = commits.parseCommit(ObjectId.fromString(sha)).getTree();
            try (var inFolder = TreeWalk.forPath(repository, folder, tree)) {
              if (inFolder == null || !inFolder.isSubtree()) {
                return files;
              }
              inFolder.enterSubtree();
              while (inFolder.next() && inFolder.getDepth() > 0) {
                if (inFolder.getFileMode().getObjectType() == Constants.OBJ_BLOB) {
                  var blob = repository.open(inFolder.getObjectId(0));
                  if (blob.getSize() <= MAX_FILE * 16L) {
                    files.put(inFolder.getPathString(), blob.getBytes(MAX_FILE * 16));
                  }
                }
              }
            }
          }
          return files;
        });
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

  /// The paths that differ between two commits, or nothing when the first is not known or more than
  /// `most` differ.
  ///
  /// @throws GitException terminal when the second commit is not there
  public Optional<List<String>> changedFiles(
      GitUrl url, String ref, String before, String after, int most) {
    return reading(
        url,
        ref,
        after,
        repository -> {
          if (!repository.getObjectDatabase().has(ObjectId.fromString(before))) {
            return Optional.empty();
          }
          try (var commits = new RevWalk(repository);
              var formatter = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
            formatter.setRepository(repository);
            var entries =
                formatter.scan(
                    commits.parseCommit(ObjectId.fromString(before)).getTree(),
                    commits.parseCommit(ObjectId.fromString(after)).getTree());
            var paths = new ArrayList<String>();
            for (var entry : entries) {
              paths.add(
                  entry.getChangeType() == DiffEntry.ChangeType.DELETE
                      ? entry.getOldPath()
                      : entry.getNewPath());
            }
            return paths.size() > most ? Optional.empty() : Optional.of(List.copyOf(paths));
          }
        });
  }

  private interface Reading<T> {
    T read(Repository repository) throws IOException;
  }

  private <T> T reading(GitUrl url, String ref, String sha, Reading<T> reading) {
    try (var repository = url.isLocal() ? openLocal(url) : fetched(url, ref, sha)) {
      if (!repository.getObjectDatabase().has(ObjectId.fromString(sha))) {
        throw GitException.refused("%s has no commit %s".formatted(url.shown(), sha));
      }
      return reading.read(repository);
    } catch (IOException e) {
      throw unreachable(url, e);
    }
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

  private Repository fetched(GitUrl url, String ref, String sha) throws IOException {
    var folder = cache.resolve(name(url)).toFile();
    var exists = new File(folder, "HEAD").exists();
    var repository = new FileRepositoryBuilder().setGitDir(folder).setBare().build();
    if (!exists) {
      repository.create(true);
    }
    if (!repository.getObjectDatabase().has(ObjectId.fromString(sha))) {
      fetch(url, repository, List.of(new RefSpec("+" + ref + ":" + ref)));
    }
    if (!repository.getObjectDatabase().has(ObjectId.fromString(sha))) {
      fetch(
          url,
          repository,
          List.of(
              new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*")));
    }
    return repository;
  }

  private static void fetch(GitUrl url, Repository repository, List<RefSpec> specs) {
    try (var git = new Git(repository)) {
      git.fetch().setRemote(url.value()).setRefSpecs(specs).setTimeout(TIMEOUT_SECONDS).call();
    } catch (GitAPIException e) {
      throw unreachable(url, e);
    }
  }

  /// Makes a working tree of a commit in an empty or absent folder, with the remote `origin`, on
  /// the branch of the ref or detached.
  ///
  /// @param depth how many commits of history; 0 for all
  /// @throws GitException terminal when the commit is not there, retryable when the server is not
  public void checkout(GitUrl url, String ref, String sha, int depth, Path folder) {
    try (var git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      StoredConfig config = git.getRepository().getConfig();
      config.setString("remote", "origin", "url", url.shown());
      config.setString("remote", "origin", "fetch", "+refs/heads/*:refs/remotes/origin/*");
      config.save();
      var fetch = git.fetch().setRemote(url.value()).setTimeout(TIMEOUT_SECONDS);
      if (depth > 0) {
        fetch.setDepth(depth);
      }
      fetch.setRefSpecs(specs(ref)).call();
      if (!git.getRepository().getObjectDatabase().has(ObjectId.fromString(sha))) {
        git.fetch()
            .setRemote(url.value())
            .setTimeout(TIMEOUT_SECONDS)
            .setUnshallow(depth > 0)
            .setRefSpecs(
                new RefSpec("+refs/heads/*:refs/remotes/origin/*"),
                new RefSpec("+refs/tags/*:refs/tags/*"))
            .call();
      }
      if (ref.startsWith("refs/heads/")) {
        git.checkout()
            .setCreateBranch(true)
            .setForced(true)
            .setName(ref.substring("refs/heads/".length()))
            .setStartPoint(sha)
            .call();
      } else {
        git.checkout().setForced(true).setName(sha).call();
      }
    } catch (GitAPIException | IOException e) {
      throw unreachable(url, e);
    }
  }

  private static List<RefSpec> specs(String ref) {
    return ref.startsWith("refs/heads/")
        ? List.of(
            new RefSpec(
                "+" + ref + ":refs/remotes/origin/" + ref.substring("refs/heads/".length())))
        : List.of(new RefSpec("+" + ref + ":" + ref));
  }

  private static String name(GitUrl url) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(url.value().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static GitException unreachable(GitUrl url, Exception cause) {
    return GitException.unreachable(
        "%s cannot be read: %s".formatted(url.shown(), cause.getMessage()), cause);
  }
}
