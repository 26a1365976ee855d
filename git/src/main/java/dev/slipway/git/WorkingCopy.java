package dev.slipway.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.util.FS;

/// The user's working copy: what it is of, and a copy of it for a job. Never written to.
public final class WorkingCopy {
  private static final Pattern REMOTE =
      Pattern.compile("[:/]([A-Za-z0-9._-]+)/([A-Za-z0-9._-]+?)(?:\\.git)?/?$");

  private final Path root;
  private final Path gitDir;

  private WorkingCopy(Path root, Path gitDir) {
    this.root = root;
    this.gitDir = gitDir;
  }

  /// The working copy that holds a folder.
  ///
  /// @return empty when no folder above is one
  public static Optional<WorkingCopy> containing(Path folder) {
    IsolatedSystem.install();
    var builder = new FileRepositoryBuilder().findGitDir(folder.toAbsolutePath().toFile());
    if (builder.getGitDir() == null) {
      return Optional.empty();
    }
    try (var repository = builder.build()) {
      return repository.isBare()
          ? Optional.empty()
          : Optional.of(
              new WorkingCopy(
                  repository.getWorkTree().toPath(), repository.getDirectory().toPath()));
    } catch (IOException e) {
      throw GitException.unreachable("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /// What a working copy is of.
  ///
  /// @param branch the branch it is on; empty when detached or without a commit
  /// @param sha the commit it is on; forty zeros before the first
  /// @param owner and name from the remote `origin`, else `local` and the folder's name
  public record Description(
      String owner,
      String name,
      Optional<String> branch,
      String sha,
      String userName,
      Optional<String> subject) {}

  public Path root() {
    return root;
  }

  public Description describe() {
    try (var repository = open()) {
      var head = repository.resolve(Constants.HEAD);
      var origin = repository.getConfig().getString("remote", "origin", "url");
      var matcher = REMOTE.matcher(origin == null ? "" : origin);
      var found = matcher.find();
      var full = repository.getFullBranch();
      Optional<String> subject = Optional.empty();
      if (head != null) {
        try (var commits = new RevWalk(repository)) {
          subject = Optional.of(commits.parseCommit(head).getShortMessage());
        }
      }
      return new Description(
          found ? matcher.group(1) : "local",
          found ? matcher.group(2) : plain(String.valueOf(root.getFileName())),
          full != null && full.startsWith("refs/heads/")
              ? Optional.of(full.substring("refs/heads/".length()))
              : Optional.empty(),
          head == null ? "0".repeat(40) : head.name(),
          userName(repository),
          subject);
    } catch (IOException e) {
      throw GitException.unreachable("%s cannot be read: %s".formatted(root, e.getMessage()), e);
    }
  }

  private static String plain(String name) {
    var plain = name.replaceAll("[^A-Za-z0-9._-]", "-").toLowerCase(Locale.ROOT);
    return plain.isEmpty() || plain.equals(".") || plain.equals("..") ? "repository" : plain;
  }

  private static String userName(Repository repository) {
    var local = repository.getConfig().getString("user", null, "name");
    if (local != null) {
      return local;
    }
    var home =
        new FileBasedConfig(
            Path.of(System.getProperty("user.home"), ".gitconfig").toFile(), FS.DETECTED);
    try {
      home.load();
      var name = home.getString("user", null, "name");
      return name == null ? System.getProperty("user.name", "local") : name;
    } catch (IOException | ConfigInvalidException _) {
      return System.getProperty("user.name", "local");
    }
  }

  private Repository open() throws IOException {
    return new FileRepositoryBuilder()
        .setGitDir(gitDir.toFile())
        .setWorkTree(root.toFile())
        .build();
  }

  /// Copies tracked and untracked files, but not ignored ones, and enough of `.git` that Git works
  /// in the copy. Objects are borrowed from the original, which stays as it was.
  public void copyTo(Path folder) {
    try (var repository = open();
        var walk = new TreeWalk(repository)) {
      walk.addTree(new FileTreeIterator(repository));
      walk.addTree(new DirCacheIterator(repository.readDirCache()));
      while (walk.next()) {
        var tracked = walk.getTree(1, DirCacheIterator.class) != null;
        var file = walk.getTree(0, WorkingTreeIterator.class);
        if (file == null || (!tracked && file.isEntryIgnored())) {
          continue;
        }
        if (walk.isSubtree()) {
          walk.enterSubtree();
        } else {
          copy(walk.getPathString(), folder);
        }
      }
      copyGit(repository, folder.resolve(".git"));
    } catch (IOException e) {
      throw GitException.unreachable("%s cannot be copied: %s".formatted(root, e.getMessage()), e);
    }
  }

  private void copy(String path, Path folder) throws IOException {
    var from = root.resolve(path);
    if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var to = folder.resolve(path);
    Files.createDirectories(to.getParent());
    Files.copy(
        from,
        to,
        LinkOption.NOFOLLOW_LINKS,
        StandardCopyOption.COPY_ATTRIBUTES,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copyGit(Repository repository, Path to) throws IOException {
    var common = repository.getCommonDirectory().toPath();
    var own = repository.getDirectory().toPath();
    Files.createDirectories(to.resolve("objects/info"));
    Files.createDirectories(to.resolve("refs"));
    Files.writeString(
        to.resolve("objects/info/alternates"), common.resolve("objects").toAbsolutePath() + "\n");
    for (var name : new String[] {"HEAD", "index"}) {
      if (Files.exists(own.resolve(name))) {
        Files.copy(own.resolve(name), to.resolve(name));
      }
    }
    if (Files.exists(common.resolve("packed-refs"))) {
      Files.copy(common.resolve("packed-refs"), to.resolve("packed-refs"));
    }
    copyTree(common.resolve("refs"), to.resolve("refs"));
    var origin = repository.getConfig().getString("remote", "origin", "url");
    Files.writeString(
        to.resolve("config"),
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"
            + (origin == null
                ? ""
                : "[remote \"origin\"]\n\turl = %s\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n"
                    .formatted(GitUrl.redact(origin))));
  }

  private static void copyTree(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
