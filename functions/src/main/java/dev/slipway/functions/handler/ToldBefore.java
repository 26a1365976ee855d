package dev.slipway.functions.handler;

import dev.slipway.ci.plan.Event;
import dev.slipway.ci.webhook.DeliveryMessage;
import dev.slipway.ci.webhook.DeliveryStore;
import dev.slipway.ci.webhook.DeliveryStore.Position;
import dev.slipway.ci.webhook.SameEvent;
import java.time.Instant;
import java.util.Optional;

/// Which of several deliveries about the same thing runs are made under: the first that told of it.
///
/// A thing is remembered before anything is made of it. So a delivery that was planned by half, was
/// killed and then set aside is found by whoever tells of the same thing later, and its runs are
/// found instead of made anew. Messages of a repository come one after the other, so that looking
/// and remembering need no lock.
final class ToldBefore {
  private final DeliveryStore deliveries;

  ToldBefore(DeliveryStore deliveries) {
    this.deliveries = deliveries;
  }

  /// What is left to do for a delivery.
  sealed interface Claim {
    /// @param why there is nothing
    record Done(String why) implements Claim {}

    /// @param message under the name of the delivery that told first
    record Open(DeliveryMessage message) implements Claim {}
  }

  /// @param why there is nothing left to do, once that delivery is dealt with
  private record Earlier(Position delivery, String why) {}

  Claim claim(DeliveryMessage message, Event event) {
    var earlier = earlier(message, event);
    if (earlier.isPresent() && isDealtWith(earlier.get().delivery())) {
      return new Claim.Done(earlier.get().why());
    }
    var first = earlier.map(told -> message.as(told.delivery())).orElse(message);
    remember(first, event);
    return new Claim.Open(first);
  }

  private Optional<Earlier> earlier(DeliveryMessage message, Event event) {
    var fromForge = message.forge().equals("github");
    var same = fromForge ? other(message, SameEvent.event(event)) : Optional.<Position>empty();
    if (same.isPresent()) {
      return same.map(
          first -> new Earlier(first, "delivery %s told of the same event".formatted(first.id())));
    }
    var head =
        event.name().equals("push")
            ? other(message, SameEvent.head(event))
            : Optional.<Position>empty();
    return fromForge
        ? head.filter(first -> isSweepOf(event, first))
            .map(first -> new Earlier(first, "the sweep made up for it as delivery " + first.id()))
        : head.map(first -> new Earlier(first, "delivery %s told of it".formatted(first.id())));
  }

  /// A ref may be put at the same commit again; that is a push of its own. It is later than the
  /// sweep by GitHub's clock, and the ref had left the commit. The clock alone does not tell: ours
  /// may have been put back since.
  private boolean isSweepOf(Event event, Position first) {
    return first.id().startsWith(SyntheticDeliveries.SWEEP)
        && SameEvent.pushedAt(event).stream()
            .noneMatch(at -> first.receivedAt().isBefore(at) && hadLeft(event, at));
  }

  private boolean hadLeft(Event push, Instant time) {
    return deliveries
        .remembered(SameEvent.leavingHeadOf(push))
        .filter(leaving -> !leaving.receivedAt().isAfter(time))
        .isPresent();
  }

  private Optional<Position> other(DeliveryMessage message, String thing) {
    return deliveries.remembered(thing).filter(first -> !first.id().equals(message.deliveryId()));
  }

  /// A record that is gone is of a delivery too old to come again.
  private boolean isDealtWith(Position delivery) {
    return deliveries
        .get(delivery.id())
        .map(known ->
            switch (known.status()) {
              case PLANNED, IGNORED, FAILED -> true;
              case ACCEPTED, ENQUEUED, DEAD -> false;
            })
        .orElse(true);
  }

  private void remember(DeliveryMessage message, Event event) {
    var position = new Position(message.receivedAt(), message.deliveryId());
    if (message.forge().equals("github")) {
      deliveries.remember(SameEvent.event(event), position);
    }
    if (event.name().equals("push")) {
      deliveries.remember(SameEvent.head(event), position);
      left(message, event);
    }
  }

  /// Remembers that a push took its ref away from a commit, at the time that GitHub tells.
  void left(DeliveryMessage message, Event push) {
    var position =
        new Position(SameEvent.pushedAt(push).orElse(message.receivedAt()), message.deliveryId());
    SameEvent.leaving(push).ifPresent(thing -> deliveries.remember(thing, position));
  }
}
