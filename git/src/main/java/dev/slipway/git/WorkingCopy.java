package dev.slipway.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
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

  /// Copies a file or link. Pipes and sockets are no content, and a file may go while we look.
  private void copy(String path, Path folder) throws IOException {
    var from = root.resolve(path);
    try {
      var attributes =
          Files.readAttributes(from, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
        var to = folder.resolve(path);
        Files.createDirectories(to.getParent());
        Files.copy(
            from,
            to,
            LinkOption.NOFOLLOW_LINKS,
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (NoSuchFileException _) {
      // It is gone, as if it had never been there.
    }
  }

  /// A `.git` of its own: the index, the refs, and the original's objects to borrow. Of the
  /// original's configuration only the address of `origin` is taken.
  private static void copyGit(Repository repository, Path to) throws IOException {
    var common = repository.getCommonDirectory().toPath().toAbsolutePath();
    Files.createDirectories(to.resolve("objects/info"));
    Files.createDirectories(to.resolve("refs"));
    Files.writeString(to.resolve("objects/info/alternates"), common.resolve("objects") + "\n");
    copyIfThere(repository.getDirectory().toPath().resolve("index"), to.resolve("index"));
    copyIfThere(common.resolve("shallow"), to.resolve("shallow"));
    Files.writeString(to.resolve("HEAD"), head(repository));
    Files.writeString(to.resolve("packed-refs"), refs(repository));
    var origin = repository.getConfig().getString("remote", "origin", "url");
    Files.writeString(
        to.resolve("config"),
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"
            + (origin == null
                ? ""
                : "[remote \"origin\"]\n\turl = %s\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n"
                    .formatted(GitUrl.redact(origin))));
  }

  private static void copyIfThere(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.copy(from, to);
    }
  }

  private static String head(Repository repository) throws IOException {
    var branch = String.valueOf(repository.getFullBranch());
    return (branch.startsWith("refs/") ? "ref: " + branch : branch) + "\n";
  }

  /// All refs as a file of packed ones, however the original keeps them.
  private static String refs(Repository repository) throws IOException {
    var text = new StringBuilder("# pack-refs with:\n");
    for (var ref : repository.getRefDatabase().getRefsByPrefix("refs/")) {
      if (ref.getObjectId() != null) {
        text.append(ref.getObjectId().name()).append(' ').append(ref.getName()).append('\n');
      }
    }
    return text.toString();
  }
}
