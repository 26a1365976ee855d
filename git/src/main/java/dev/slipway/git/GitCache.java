package dev.slipway.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// Bare repositories of what was fetched, one folder for each address. One user at a time has one,
/// in this process and in others.
///
/// A cache is worth nothing by itself: what a killed process left in it is cleared away, and one
/// that is broken all the same is made anew.
final class GitCache {
  /// More packs than this are put together.
  private static final int PACKS = 50;

  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private final Path folder;

  GitCache(Path folder) {
    this.folder = folder;
  }

  /// What is done with a cached repository.
  interface Use<T> {
    /// @throws IOException when the cache is broken
    T with(Repository repository) throws IOException;
  }

  /// How a repository is opened.
  interface Opening {
    Repository open(FileRepositoryBuilder builder) throws IOException;
  }

  /// Uses the repository of an address; with a fresh one again when the first is broken.
  ///
  /// @throws IOException when a fresh one does not serve either
  <T> T use(GitUrl url, Opening opening, Use<T> use) throws IOException {
    var repository = folder.resolve(name(url)).toAbsolutePath();
    var lock = LOCKS.computeIfAbsent(repository, _ -> new ReentrantLock());
    lock.lock();
    try {
      Files.createDirectories(folder);
      try (var channel =
              FileChannel.open(
                  repository.resolveSibling(repository.getFileName() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        return locked(repository, opening, use);
      }
    } finally {
      lock.unlock();
    }
  }

  private static <T> T locked(Path path, Opening opening, Use<T> use) throws IOException {
    try (var repository = open(path, opening)) {
      return use.with(repository);
    } catch (GitException e) {
      // A broken cache may make the server look as if it had nothing.
      if (isSound(path)) {
        throw e;
      }
    } catch (IOException | RuntimeException _) {
      // Whatever a broken repository makes of itself, a fresh one tells.
    }
    delete(path);
    try (var repository = open(path, opening)) {
      return use.with(repository);
    }
  }

  private static Repository open(Path path, Opening opening) throws IOException {
    if (Files.exists(path)) {
      clear(path);
    }
    var repository =
        opening.open(new FileRepositoryBuilder().setGitDir(path.toFile()).setBare().setup());
    if (!Files.exists(path.resolve("HEAD"))) {
      repository.create(true);
    }
    return repository;
  }

  /// Removes what only a killed process can have left, as nobody else is here.
  private static void clear(Path path) throws IOException {
    try (var files = Files.walk(path)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = String.valueOf(file.getFileName());
        if (name.endsWith(".lock")
            || name.startsWith("incoming_")
            || (name.startsWith("noz") && name.endsWith(".tmp"))) {
          Files.delete(file);
        }
      }
    }
  }

  /// Whether all that the refs point at can be read.
  private static boolean isSound(Path path) {
    try (var repository = open(path, BaseRepositoryBuilder::build);
        var walk = new RevWalk(repository)) {
      for (var ref : repository.getRefDatabase().getRefs()) {
        if (ref.getObjectId() != null) {
          walk.parseAny(ref.getObjectId());
        }
      }
      return true;
    } catch (IOException | RuntimeException _) {
      return false;
    }
  }

  /// Puts many small packs together.
  static void tidy(Repository repository) throws IOException {
    var packs = repository.getDirectory().toPath().resolve("objects/pack");
    try (var files = Files.list(packs)) {
      if (files.filter(file -> file.toString().endsWith(".pack")).count() <= PACKS) {
        return;
      }
    }
    try (var git = new Git(repository)) {
      git.gc().call();
    } catch (GitAPIException e) {
      throw new IOException(e);
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (var files = Files.walk(path)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
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
}
