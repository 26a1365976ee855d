package dev.slipway.runner.storage;

import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
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
import java.util.UUID;

/// The artifacts of one run: each is stored once, never changed, and gone when its time is over.
public final class Artifacts {
  private static final int LONGEST_NAME = 256;
  private static final int MOST = 500;

  /// What `path-and-artifact-name-validation.ts` of the toolkit refuses.
  private static final String FORBIDDEN = "\":<>|*?\r\n\\/";

  private static final Duration LONGEST_KEPT = Duration.ofDays(90);

  private final Path repository;
  private final Shelf shelf;
  private final int attempt;
  private final InstantSource clock;

  /// @param folder of all artifacts
  /// @param attempt of the run: a later one may store a name anew
  public Artifacts(
      Path folder, RepositoryId repository, RunId run, int attempt, InstantSource clock) {
    this.repository = folder.resolve(repository.owner()).resolve(repository.name());
    this.shelf = new Shelf(this.repository.resolve(run.toString()));
    this.attempt = attempt;
    this.clock = clock;
  }

  /// A stored artifact.
  ///
  /// @param digest `sha256:…` of the content
  public record Artifact(
      String name,
      long id,
      int attempt,
      long size,
      String digest,
      Instant created,
      Instant expires,
      Path content) {}

  /// An artifact cannot be stored; the message says why.
  public static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /// Looks whether a name can be taken, and makes a place for the content.
  ///
  /// @throws RefusedException when the name is no good, taken, or one too many
  public Path begin(String name) {
    check(name);
    if (find(name).filter(other -> other.attempt() == attempt).isPresent()) {
      throw taken(name);
    }
    if (shelf.all().size() >= MOST) {
      throw new RefusedException("The run has %d artifacts; no more are taken".formatted(MOST));
    }
    return shelf.stage();
  }

  private static RefusedException taken(String name) {
    return new RefusedException(
        "an artifact with the name '%s' already exists on the workflow run".formatted(name));
  }

  private static void check(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new RefusedException(
          "The artifact name has %d characters; it may have 1 to %d"
              .formatted(name.length(), LONGEST_NAME));
    }
    if (name.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0 || c < ' ')) {
      throw new RefusedException(
          "The artifact name is not valid: %s. It holds one of \" : < > | * ? \\ / or a line break"
              .formatted(name));
    }
  }

  /// Stores a staged content.
  ///
  /// @param keep for how long, at most 90 days
  /// @throws RefusedException when somebody else was first
  public Artifact finish(String name, Path staged, Duration keep) {
    check(name);
    try {
      var id = Math.abs(UUID.randomUUID().getMostSignificantBits() >> 20);
      var now = clock.instant();
      var kept = keep.isPositive() && keep.compareTo(LONGEST_KEPT) < 0 ? keep : LONGEST_KEPT;
      var about =
          Json.object()
              .put("name", name)
              .put("id", Long.toString(id))
              .put("attempt", attempt)
              .put("digest", Digests.sha256(staged))
              .put("size", (double) Files.size(staged))
              .put("created", now.toString())
              .put("expires", now.plus(kept).toString())
              .build();
      find(name).filter(old -> old.attempt() != attempt).ifPresent(_ -> shelf.remove(key(name)));
      if (!shelf.put(key(name), staged, about)) {
        throw taken(name);
      }
      prune();
      return find(name).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("The artifact %s cannot be stored".formatted(name), e);
    }
  }

  /// Gives up a content that was begun.
  public void drop(Path staged) {
    Shelf.drop(staged);
  }

  /// All artifacts of the run, the oldest first.
  public List<Artifact> all() {
    var now = clock.instant();
    return shelf.all().stream()
        .map(Artifacts::artifact)
        .filter(artifact -> artifact.expires().isAfter(now))
        .sorted(Comparator.comparing(Artifact::created).thenComparing(Artifact::name))
        .toList();
  }

  public Optional<Artifact> find(String name) {
    var now = clock.instant();
    return shelf
        .find(key(name))
        .map(Artifacts::artifact)
        .filter(artifact -> artifact.expires().isAfter(now));
  }

  /// Takes an artifact away, so that its name is free.
  ///
  /// @return false when there is none
  public boolean delete(String name) {
    return shelf.remove(key(name));
  }

  private static Artifact artifact(Shelf.Entry entry) {
    var about = entry.about();
    return new Artifact(
        about.requireString("name"),
        Long.parseLong(about.requireString("id")),
        about.requireInt("attempt"),
        (long) about.requireNumber("size"),
        about.requireString("digest"),
        about.requireInstant("created"),
        about.requireInstant("expires"),
        entry.content());
  }

  /// Takes away what has had its time in other runs of the repository.
  private void prune() {
    var now = clock.instant();
    try (var runs = Files.newDirectoryStream(repository)) {
      for (var run : runs) {
        var other = new Shelf(run);
        for (var entry : other.all()) {
          if (!artifact(entry).expires().isAfter(now)) {
            other.remove(entry.name());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(repository), e);
    }
  }

  private static String key(String name) {
    return Digests.name(name);
  }
}
