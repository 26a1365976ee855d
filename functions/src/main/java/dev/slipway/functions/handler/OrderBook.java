package dev.slipway.functions.handler;

import dev.slipway.ci.plan.Event;
import dev.slipway.ci.plan.StandingOrders;
import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.ci.webhook.RepositoryStore;
import dev.slipway.model.RepositoryId;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Keeps the standing orders of each repository in step with its default branch.
final class OrderBook {
  private final RepositoryStore repositories;
  private final InstantSource clock;

  OrderBook(RepositoryStore repositories, InstantSource clock) {
    this.repositories = repositories;
    this.clock = clock;
  }

  /// The orders at a commit of the default branch, and whether they were known.
  record Page(StandingOrders orders, boolean known) {}

  /// @param sources of the workflow files, read only where the branch has moved
  Page at(RepositoryId id, String sha, Supplier<Map<String, String>> sources) {
    var known = repositories.orders(id);
    return known
        .filter(orders -> orders.sha().equals(sha))
        .map(orders -> new Page(orders, true))
        .orElseGet(() -> {
          var read = StandingOrders.of(sha, clock.instant(), sources.get());
          return new Page(known.map(old -> old.as(read)).orElse(read), false);
        });
  }

  void keep(RepositoryId id, StandingOrders orders) {
    repositories.put(id, orders);
  }

  /// Takes the orders of a push to the default branch; the sweep would find them too, only later.
  void take(Event event, ConnectedRepository repository, Map<String, String> sources) {
    var branch =
        event
            .payload()
            .object("repository")
            .string("default_branch")
            .or(repository::defaultBranch)
            .map(name -> "refs/heads/" + name);
    if (event.name().equals("push") && branch.equals(Optional.of(event.ref()))) {
      var page = at(repository.id(), event.sha(), () -> sources);
      if (!page.known()) {
        keep(repository.id(), page.orders());
      }
    }
  }
}
