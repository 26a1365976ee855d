package dev.slipway.functions.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.ci.run.RefusedException;
import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.functions.aws.DynamoDbDeliveries;
import dev.slipway.functions.aws.DynamoDbRepositories;
import dev.slipway.functions.aws.SqsDeliveryQueue;
import dev.slipway.functions.telemetry.Log;
import dev.slipway.git.GitException;
import dev.slipway.git.GitRepositories;
import dev.slipway.git.GitUrl;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// Every few minutes: compares each connected repository's refs with what was seen and makes up for
/// pushes whose webhook never came; then looks after runs that a crash or a lost agent left.
public final class SweepRepositoriesHandler implements RequestStreamHandler {
  private final Runs runs;
  private final DynamoDbRepositories repositories;
  private final SyntheticDeliveries synthetic;
  private final GitRepositories git;
  private final GitUrl.Reach reach;

  public SweepRepositoriesHandler() {
    this(Env.ofProcess().variables());
  }

  public SweepRepositoriesHandler(Map<String, String> variables) {
    var env = new Env(variables);
    this.runs = new Runs(variables);
    this.repositories = new DynamoDbRepositories(runs.aws(), env.require("REPOSITORIES_TABLE"));
    this.synthetic =
        new SyntheticDeliveries(
            new DynamoDbDeliveries(runs.aws(), env.require("DELIVERIES_TABLE")),
            new SqsDeliveryQueue(runs.aws(), env.require("DELIVERY_QUEUE_URL")),
            runs.clock());
    this.git = new GitRepositories(env.gitCache());
    this.reach = Reach.of(env);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) {
    repositories.list().forEach(this::sweep);
    for (var id : runs.store().open()) {
      try {
        runs.desk().resume(id);
      } catch (RefusedException e) {
        Log.error("run cannot go on", "run", id.toString(), "why", String.valueOf(e.getMessage()));
      }
    }
  }

  private void sweep(ConnectedRepository repository) {
    try {
      var refs = git.listRefs(GitUrl.of(repository.url(), reach));
      refs.forEach((ref, sha) -> {
        var seen = repository.seen().get(ref);
        if (!sha.equals(seen)) {
          synthetic.push(repository.id(), ref, seen == null ? "" : seen, sha);
        }
      });
    } catch (GitException e) {
      Log.error(
          "repository cannot be swept",
          "repository",
          repository.id().toString(),
          "why",
          String.valueOf(e.getMessage()));
    }
  }
}
