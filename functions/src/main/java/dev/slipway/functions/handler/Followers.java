package dev.slipway.functions.handler;

import dev.slipway.ci.plan.Event;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.webhook.RepositoryStore;
import dev.slipway.functions.telemetry.Log;
import dev.slipway.model.Conclusion;
import dev.slipway.model.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tells the workflows that wait for a run of another one (`on: workflow_run`) what became of it.
/// Telling it twice starts nothing twice.
final class Followers {
  /// GitHub's limit on a chain of workflows after the first.
  private static final int LONGEST_CHAIN = 3;

  /// Where an event carries its place in the chain.
  private static final String DEPTH = "slipway_depth";

  private final Runs runs;
  private final RepositoryStore repositories;
  private final SyntheticDeliveries synthetic;

  Followers(Runs runs, RepositoryStore repositories, SyntheticDeliveries synthetic) {
    this.runs = runs;
    this.repositories = repositories;
    this.synthetic = synthetic;
  }

  /// @param actions `requested`, `in_progress`, `completed`
  void tell(Run run, List<String> actions) {
    var about = run.about();
    if (repositories
        .orders(about.repository())
        .filter(orders -> orders.follow(about.workflowName()))
        .isEmpty()) {
      return;
    }
    var depth = 1 + depth(run);
    if (depth > LONGEST_CHAIN) {
      Log.info("nobody follows so far", "run", about.id().toString());
      return;
    }
    for (var action : actions) {
      synthetic.workflowRun(run, action, payload(run, action).put(DEPTH, depth).build());
    }
  }

  private int depth(Run run) {
    return run.about().event().equals("workflow_run")
        ? runs.store().inputs(run.id()).event().payload().number(DEPTH).orElse(1.0).intValue()
        : 0;
  }

  /// As GitHub tells of it.
  private static Json.Builder payload(Run run, String action) {
    var about = run.about();
    var repository =
        Json.object()
            .put("name", about.repository().name())
            .put("full_name", about.repository().toString())
            .put("owner", Json.object().put("login", about.repository().owner()).build())
            .build();
    var actor = Json.object().put("login", about.actor()).build();
    var workflow =
        Json.object().put("name", about.workflowName()).put("path", about.workflowPath()).build();
    var told =
        Json.object()
            .put("id", Json.parse(about.id().toString()))
            .put("name", about.workflowName())
            .put("path", about.workflowPath())
            .put("display_title", about.title())
            .put("event", about.event())
            .put("head_branch", Event.shortRef(about.ref()))
            .put("head_sha", about.sha())
            .put("run_number", about.number())
            .put("run_attempt", run.attempt())
            .put("status", run.status().name().toLowerCase(Locale.ROOT))
            .put("conclusion", run.conclusion().map(Conclusion::word))
            .put("created_at", about.createdAt().toString())
            .put("run_started_at", text(run.startedAt()))
            .put("updated_at", text(run.completedAt()))
            .put("actor", actor)
            .put("head_repository", repository)
            .build();
    return Json.object()
        .put("action", action)
        .put("workflow", workflow)
        .put("workflow_run", told)
        .put("repository", repository)
        .put("sender", actor);
  }

  private static Optional<String> text(Optional<Instant> time) {
    return time.map(Instant::toString);
  }
}
