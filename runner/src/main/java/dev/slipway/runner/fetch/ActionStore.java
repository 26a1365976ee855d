package dev.slipway.runner.fetch;

import dev.slipway.ci.workflow.ActionReference;
import dev.slipway.git.GitException;
import dev.slipway.git.GitRepositories;
import dev.slipway.git.GitUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Fetches actions and keeps them by commit, for any number of jobs and processes at once: what has
/// its name is whole, because it is made aside and moved there.
///
/// A ref is asked for once; so all jobs that share a store have the same commit, and a server that
/// does not answer is waited for once.
public final class ActionStore {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern SHORT_COMMIT = Pattern.compile("[0-9a-f]{7,39}");

  private final ActionServer server;
  private final Network network;
  private final Path folder;
  private final GitRepositories git;
  private final Map<String, Resolved> resolved = new ConcurrentHashMap<>();
  private final Map<Path, Object> locks = new ConcurrentHashMap<>();
  private volatile Optional<String> silence = Optional.empty();

  /// Whether the server may be asked.
  public enum Network {
    ALLOWED,
    OFFLINE
  }

  /// Where an action lies.
  ///
  /// @param commit what its ref was resolved to
  public record Fetched(Path folder, String commit) {}

  /// A ref and what it points at.
  private record Resolved(String ref, String commit) {}

  /// @param folder kept between jobs
  /// @param gitCache for the Git client
  public ActionStore(ActionServer server, Network network, Path folder, Path gitCache) {
    this.server = server;
    this.network = network;
    this.folder = folder;
    this.git = new GitRepositories(gitCache);
  }

  public boolean isOffline() {
    return network == Network.OFFLINE;
  }

  /// The commits that refs were resolved to, for a lockfile.
  public Map<String, String> commits() {
    var commits = new ConcurrentHashMap<String, String>();
    resolved.forEach((key, one) -> commits.put(key, one.commit()));
    return commits;
  }

  /// Fetches an action's repository, or finds it.
  ///
  /// @throws UnavailableException saying why it cannot be had
  public Fetched fetch(ActionReference.Remote action, ActionLock lock) {
    try {
      var url = server.url(action);
      var home =
          folder
              .resolve(action.owner().toLowerCase(Locale.ROOT))
              .resolve(action.repository().toLowerCase(Locale.ROOT));
      var which = resolve(action, lock, url, home);
      return new Fetched(commit(action, which, url, home), which.commit());
    } catch (GitException e) {
      if (e.retryable()) {
        silence = Optional.of(String.valueOf(e.getMessage()));
      }
      throw new UnavailableException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UnavailableException("%s cannot be kept: %s".formatted(action.name(), e));
    }
  }

  private Resolved resolve(ActionReference.Remote action, ActionLock lock, GitUrl url, Path home)
      throws IOException {
    var key = ActionLock.key(action);
    var known = resolved.get(key);
    if (known != null) {
      return known;
    }
    var locked = lock.commit(action);
    var which = locked.isPresent() ? new Resolved("", locked.get()) : ask(action, url, home);
    resolved.put(key, which);
    return which;
  }

  private Resolved ask(ActionReference.Remote action, GitUrl url, Path home) throws IOException {
    var ref = action.ref();
    if (COMMIT.matcher(ref).matches()) {
      return new Resolved("", ref);
    }
    if (SHORT_COMMIT.matcher(ref).matches()) {
      throw new UnavailableException(
          "Unable to resolve action `%s@%s`, the provided ref is the shortened version of a commit SHA, which is not supported. Please use the full commit SHA instead."
              .formatted(action.name(), ref));
    }
    var remembered = new RememberedRefs(home);
    if (network == Network.OFFLINE || silence.isPresent()) {
      return remembered
          .commit(ref)
          .map(commit -> new Resolved("", commit))
          .orElseThrow(() -> unreachable(action));
    }
    var refs = git.listRefs(url);
    for (var name : new String[] {"refs/tags/" + ref, "refs/heads/" + ref, ref}) {
      var commit = refs.get(name);
      if (commit != null) {
        remembered.remember(ref, commit);
        return new Resolved(name, commit);
      }
    }
    throw new UnavailableException(
        "Unable to resolve action `%s@%s`, unable to find version `%s`"
            .formatted(action.name(), ref, ref));
  }

  private UnavailableException unreachable(ActionReference.Remote action) {
    return new UnavailableException(
        network == Network.OFFLINE
            ? "%s@%s was not fetched before, and nothing is fetched offline"
                .formatted(action.name(), action.ref())
            : silence.orElse("the server does not answer"));
  }

  private Path commit(ActionReference.Remote action, Resolved which, GitUrl url, Path home)
      throws IOException {
    var place = home.resolve(which.commit());
    synchronized (locks.computeIfAbsent(place, _ -> new Object())) {
      if (Files.isDirectory(place)) {
        return place;
      }
      if (network == Network.OFFLINE || silence.isPresent()) {
        throw unreachable(action);
      }
      Files.createDirectories(home);
      var aside = Files.createTempDirectory(home, ".fetch-");
      try {
        checkout(which, url, aside.resolve("files"));
        return moved(aside.resolve("files"), place);
      } finally {
        delete(aside);
      }
    }
  }

  private void checkout(Resolved which, GitUrl url, Path to) throws IOException {
    if (which.ref().startsWith("refs/")) {
      git.checkout(url, which.ref(), which.commit(), 1, to);
    } else {
      git.checkout(url, which.commit(), 1, to);
    }
    // An action has no use for its history.
    delete(to.resolve(".git"));
  }

  /// Another process may have been first; then its files are as good.
  private static Path moved(Path from, Path to) throws IOException {
    try {
      return Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.isDirectory(to)) {
        return to;
      }
      throw e;
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
