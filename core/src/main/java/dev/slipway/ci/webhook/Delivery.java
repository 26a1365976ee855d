package dev.slipway.ci.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What became of one webhook, dispatch or missed push.
///
/// @param id the forge's delivery id
/// @param bodyDigest tells a replay from another body under the same id
/// @param detail for people
public record Delivery(
    String id,
    String forge,
    String event,
    Optional<String> repository,
    Status status,
    Optional<String> detail,
    List<String> runs,
    String bodyDigest,
    Instant receivedAt) {
  public Delivery {
    runs = List.copyOf(runs);
  }

  /// How far it came.
  public enum Status {
    /// Recorded, not yet on the queue.
    ACCEPTED,
    ENQUEUED,
    /// Runs were made of it.
    PLANNED,
    /// Nothing to do, and why.
    IGNORED,
    /// It cannot be done, and why.
    FAILED,
    /// It failed five times and waits among the dead letters.
    DEAD;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The same delivery, once its body was read.
  public Delivery of(Optional<String> itsRepository) {
    return new Delivery(
        id, forge, event, itsRepository, status, detail, runs, bodyDigest, receivedAt);
  }

  public Delivery as(Status next, String why, List<String> made) {
    return new Delivery(
        id, forge, event, repository, next, Optional.of(why), made, bodyDigest, receivedAt);
  }
}
