package dev.slipway.functions.handler;

import dev.slipway.ci.plan.StandingOrders;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.webhook.Delivery;
import dev.slipway.ci.webhook.DeliveryMessage;
import dev.slipway.ci.webhook.DeliveryStore;
import dev.slipway.functions.aws.SqsDeliveryQueue;
import dev.slipway.model.Digest;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Deliveries that no forge sent: pushes that the sweep found, times that came, runs that others
/// follow, and dispatches by people.
final class SyntheticDeliveries {
  /// How the ids of pushes begin that the sweep found.
  static final String SWEEP = "sweep-";

  private static final String ZEROS = "0".repeat(40);

  private final DeliveryStore deliveries;
  private final SqsDeliveryQueue queue;
  private final InstantSource clock;

  SyntheticDeliveries(DeliveryStore deliveries, SqsDeliveryQueue queue, InstantSource clock) {
    this.deliveries = deliveries;
    this.queue = queue;
    this.clock = clock;
  }

  /// A push that was missed; finding it twice makes one delivery.
  Delivery push(RepositoryId repository, String ref, String before, String after) {
    var body =
        common(repository, "slipway")
            .put("ref", ref)
            .put("before", before.isEmpty() ? ZEROS : before)
            .put("after", after)
            .put("deleted", false)
            .build();
    var id = SWEEP + digest(repository.key() + "\n" + ref + "\n" + after).substring(0, 32);
    return enqueue(id, "push", repository, body);
  }

  /// A time that came, as GitHub tells of it; finding it twice makes one delivery.
  ///
  /// @param branch the default branch
  Delivery schedule(RepositoryId repository, String branch, StandingOrders.Due due) {
    var schedule = due.schedule();
    var body =
        common(repository, "slipway", Optional.of(branch))
            .put("schedule", schedule.cron())
            .put("workflow", schedule.workflow())
            .build();
    var what =
        String.join(
            "\n",
            repository.key(),
            schedule.workflow(),
            schedule.cron(),
            schedule.timezone().orElse(""),
            due.at().toString());
    return enqueue("schedule-" + digest(what).substring(0, 32), "schedule", repository, body);
  }

  /// What became of a run; telling it twice makes one delivery.
  ///
  /// @param body as GitHub sends it
  Delivery workflowRun(Run run, String action, Json.Obj body) {
    var what = String.join("\n", run.id().toString(), Integer.toString(run.attempt()), action);
    return enqueue(
        "workflow-run-" + digest(what).substring(0, 32),
        "workflow_run",
        run.about().repository(),
        body);
  }

  Delivery dispatch(
      RepositoryId repository,
      String workflow,
      String ref,
      String sha,
      Map<String, String> inputs,
      String id) {
    var body =
        common(repository, "api")
            .put("ref", ref)
            .put("after", sha)
            .put("workflow", workflow)
            .put("inputs", Json.strings(inputs))
            .build();
    return enqueue("dispatch-" + id, "workflow_dispatch", repository, body);
  }

  private static Json.Builder common(RepositoryId repository, String sender) {
    return common(repository, sender, Optional.empty());
  }

  private static Json.Builder common(
      RepositoryId repository, String sender, Optional<String> branch) {
    return Json.object()
        .put(
            "repository",
            Json.object()
                .put("name", repository.name())
                .put("full_name", repository.toString())
                .put("default_branch", branch)
                .put("owner", Json.object().put("login", repository.owner()).build())
                .build())
        .put("sender", Json.object().put("login", sender).build());
  }

  private Delivery enqueue(String id, String event, RepositoryId repository, Json.Obj body) {
    var delivery =
        new Delivery(
            id,
            "slipway",
            event,
            Optional.of(repository.toString()),
            Delivery.Status.ACCEPTED,
            Optional.empty(),
            List.of(),
            digest(body.text()),
            clock.instant());
    var known = deliveries.putIfAbsent(delivery);
    if (known.isPresent() && known.get().status() != Delivery.Status.ACCEPTED) {
      return known.get();
    }
    var kept = known.orElse(delivery);
    queue.send(
        new DeliveryMessage(
            id,
            "slipway",
            event,
            repository.toString(),
            kept.receivedAt(),
            Optional.of(body),
            Optional.empty()));
    return kept.as(Delivery.Status.ENQUEUED, "on the queue", List.of());
  }

  private static String digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
