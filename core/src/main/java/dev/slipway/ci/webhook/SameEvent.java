package dev.slipway.ci.webhook;

import dev.slipway.ci.plan.Event;
import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/// Tells whether two deliveries are about the same thing: two hooks of one repository send the same
/// event under two ids, and the sweep may find a push whose webhook is late.
public final class SameEvent {
  /// What differs between the hooks that send an event, not between events.
  private static final Set<String> ABOUT_THE_HOOK =
      Set.of("installation", "organization", "enterprise", "hook");

  private SameEvent() {}

  /// The same for two deliveries of one event.
  public static String event(Event event) {
    var members = new LinkedHashMap<>(event.payload().members());
    members.keySet().removeAll(ABOUT_THE_HOOK);
    return "event-" + digest(event.name() + "\n" + new Json.Obj(members).text());
  }

  /// The same for two events that put a ref at the same commit.
  public static String head(Event event) {
    return "head-" + digest(String.join("\n", event.repository().key(), event.ref(), event.sha()));
  }

  /// The same for two pushes that take a ref away from the same commit; a new ref left none.
  public static Optional<String> leaving(Event push) {
    return push.before().map(before -> leaving(push, before));
  }

  /// What a push is remembered under that takes the ref of this one away from its commit again.
  public static String leavingHeadOf(Event push) {
    return leaving(push, push.sha());
  }

  private static String leaving(Event push, String commit) {
    return "left-" + digest(String.join("\n", push.repository().key(), push.ref(), commit));
  }

  /// When a push happened, where GitHub tells it.
  public static Optional<Instant> pushedAt(Event event) {
    var repository = event.payload().object("repository");
    try {
      return repository
          .number("pushed_at")
          .map(seconds -> Instant.ofEpochSecond(seconds.longValue()))
          .or(() -> repository.string("pushed_at").map(Instant::parse));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static String digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
