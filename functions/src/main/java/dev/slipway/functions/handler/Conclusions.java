package dev.slipway.functions.handler;

import dev.slipway.ci.run.Run;
import dev.slipway.ci.run.RunCommand;
import dev.slipway.functions.aws.EventBridgeEvents;
import dev.slipway.model.RunId;
import dev.slipway.status.RunDocuments;
import java.util.List;

/// Concludes runs and tells the other planes, whoever it is that found a run to be over.
final class Conclusions {
  private final Runs runs;
  private final EventBridgeEvents events;
  private final Followers followers;

  Conclusions(Runs runs, Env env, Followers followers) {
    this.runs = runs;
    this.events = new EventBridgeEvents(runs.aws(), env.require("EVENT_BUS"));
    this.followers = followers;
  }

  Run conclude(RunId id, int attempt) {
    var run = runs.desk().tell(id, new RunCommand.Finish(attempt));
    events.send("Run Completed", RunDocuments.summary(run));
    followers.tell(run, List.of("completed"));
    return run;
  }
}
