package dev.slipway.runner.storage;

import dev.slipway.ci.workflow.CacheMode;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The caches of one repository, as one job may see them: those of its own ref, then those of the
/// refs it comes from. It writes to its own ref only, so that what a pull request stores is never
/// read by a branch; who runs for strangers does not write at all.
public final class Caches {
  private static final int LONGEST_KEY = 512;
  private static final Duration IDLE = Duration.ofDays(7);
  private static final long MOST_BYTES = 10L * 1024 * 1024 * 1024;

  private final Shelf shelf;
  private final Access access;
  private final InstantSource clock;

  /// What a job may do.
  ///
  /// @param refs those whose caches it reads, its own first
  /// @param mode whether it reads and writes
  public record Access(List<String> refs, CacheMode mode) {
    public Access {
      refs = List.copyOf(refs);
    }
  }

  /// A stored cache.
  public record Cache(
      String key, String version, String ref, long size, Instant created, Path content) {}

  /// A cache cannot be stored; the message says why.
  public static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /// @param folder of all caches
  public Caches(Path folder, RepositoryId repository, Access access, InstantSource clock) {
    this.shelf = new Shelf(folder.resolve(repository.owner()).resolve(repository.name()));
    this.access = access;
    this.clock = clock;
  }

  /// The best cache: ref by ref, the first key whole or as a beginning, then the others as
  /// beginnings; of several the newest.
  ///
  /// @param version what must be equal: paths and compression
  /// @throws RefusedException when a key is no good
  public Optional<Cache> find(List<String> keys, String version) {
    keys.forEach(Caches::check);
    if (!access.mode().restores()) {
      return Optional.empty();
    }
    var fresh =
        shelf.all().stream()
            .filter(entry -> !isIdle(entry))
            .filter(entry -> entry.about().requireString("version").equals(version))
            .sorted(
                Comparator.comparing((Shelf.Entry entry) -> entry.about().requireInstant("created"))
                    .reversed())
            .toList();
    for (var ref : access.refs()) {
      var here =
          fresh.stream().filter(entry -> entry.about().requireString("ref").equals(ref)).toList();
      var exact =
          keys.stream()
              .limit(1)
              .flatMap(key -> here.stream().filter(entry -> key(entry).equals(key)))
              .findFirst();
      var found =
          exact.or(() ->
              keys.stream()
                  .flatMap(key -> here.stream().filter(entry -> key(entry).startsWith(key)))
                  .findFirst());
      if (found.isPresent()) {
        return found.map(this::used);
      }
    }
    return Optional.empty();
  }

  private static String key(Shelf.Entry entry) {
    return entry.about().requireString("key");
  }

  private boolean isIdle(Shelf.Entry entry) {
    return entry.about().requireInstant("used").plus(IDLE).isBefore(clock.instant());
  }

  private Cache used(Shelf.Entry entry) {
    Shelf.touch(entry, entry.about().with("used", Json.of(clock.instant().toString())));
    var about = entry.about();
    return new Cache(
        key(entry),
        about.requireString("version"),
        about.requireString("ref"),
        (long) about.requireNumber("size"),
        about.requireInstant("created"),
        entry.content());
  }

  /// Looks whether a key can be stored, and makes a place for the content.
  ///
  /// @throws RefusedException when it cannot
  public Path begin(String key, String version) {
    check(key);
    if (!access.mode().saves()) {
      throw new RefusedException(
          "This job stores no caches: its cache mode is '%s'".formatted(access.mode().word()));
    }
    if (shelf.find(name(key, version)).filter(entry -> !isIdle(entry)).isPresent()) {
      throw taken(key);
    }
    return shelf.stage();
  }

  private static RefusedException taken(String key) {
    return new RefusedException("Cache already exists: " + key);
  }

  private static void check(String key) {
    if (key.isEmpty() || key.length() > LONGEST_KEY || key.contains(",")) {
      throw new RefusedException(
          "Key Validation Error: a key has 1 to %d characters and no comma; this one has %d"
              .formatted(LONGEST_KEY, key.length()));
    }
  }

  /// Stores a staged content.
  ///
  /// @throws RefusedException when somebody else was first
  public void finish(String key, String version, Path staged) {
    try {
      var now = clock.instant().toString();
      var about =
          Json.object()
              .put("key", key)
              .put("version", version)
              .put("ref", own())
              .put("size", (double) Files.size(staged))
              .put("created", now)
              .put("used", now)
              .build();
      shelf
          .find(name(key, version))
          .filter(this::isIdle)
          .ifPresent(entry -> shelf.remove(entry.name()));
      if (!shelf.put(name(key, version), staged, about)) {
        throw taken(key);
      }
      evict();
    } catch (IOException e) {
      throw new UncheckedIOException("The cache %s cannot be stored".formatted(key), e);
    }
  }

  /// Gives up a content that was begun.
  public void drop(Path staged) {
    Shelf.drop(staged);
  }

  private String own() {
    return access.refs().isEmpty() ? "" : access.refs().getFirst();
  }

  private String name(String key, String version) {
    return Digests.name(String.join("\n", own(), key, version));
  }

  /// Takes away what nobody has used for long, then what was used longest ago, until all fits.
  private void evict() {
    var size = 0L;
    var newestFirst =
        shelf.all().stream()
            .sorted(
                Comparator.comparing((Shelf.Entry entry) -> entry.about().requireInstant("used"))
                    .reversed())
            .toList();
    for (var entry : newestFirst) {
      size += (long) entry.about().requireNumber("size");
      if (size > MOST_BYTES || isIdle(entry)) {
        shelf.remove(entry.name());
      }
    }
  }
}
