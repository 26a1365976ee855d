package dev.slipway.functions.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.ci.run.RefusedException;
import dev.slipway.ci.run.Run;
import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.functions.aws.AwsException;
import dev.slipway.functions.aws.DynamoDbDeliveries;
import dev.slipway.functions.aws.DynamoDbRepositories;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.aws.SqsDeliveryQueue;
import dev.slipway.functions.telemetry.Log;
import dev.slipway.git.GitException;
import dev.slipway.git.GitRepositories;
import dev.slipway.git.GitUrl;
import dev.slipway.model.RepositoryId;
import dev.slipway.model.RunId;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;

/// Every few minutes: compares each connected repository's refs with what was seen and makes up for
/// pushes whose webhook never came; tells of the times that its schedules name; then looks after
/// runs that a crash or a lost agent left.
public final class SweepRepositoriesHandler implements RequestStreamHandler {
  private static final Duration BEGINS_WITHIN = Duration.ofMinutes(5);

  /// Missed pushes that one sweep makes up for in one repository; the next one goes on.
  private static final int MAX_PUSHES = 100;

  private final Runs runs;
  private final DynamoDbRepositories repositories;
  private final SyntheticDeliveries synthetic;
  private final GitRepositories git;
  private final WorkflowFiles workflows;
  private final Conclusions conclusions;
  private final OrderBook book;
  private final GitUrl.Reach reach;

  public SweepRepositoriesHandler() {
    this(Env.ofProcess().variables(), Outside.real());
  }

  public SweepRepositoriesHandler(Map<String, String> variables, Outside outside) {
    var env = new Env(variables);
    this.runs = new Runs(variables, outside);
    this.repositories = new DynamoDbRepositories(runs.aws(), env.require("REPOSITORIES_TABLE"));
    this.synthetic =
        new SyntheticDeliveries(
            new DynamoDbDeliveries(runs.aws(), env.require("DELIVERIES_TABLE")),
            new SqsDeliveryQueue(runs.aws(), env.require("DELIVERY_QUEUE_URL")),
            runs.clock());
    this.git = new GitRepositories(env.gitCache());
    this.workflows = new WorkflowFiles(git);
    this.conclusions = new Conclusions(runs, env, runs.followers(env));
    this.book = new OrderBook(repositories, runs.clock());
    this.reach = Reach.of(env);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) {
    repositories.list().forEach(this::sweep);
    runs.store().open().forEach(this::lookAfter);
  }

  /// One run that cannot go on must not keep the sweep from the others.
  private void lookAfter(RunId id) {
    try {
      if (runs.store().load(id).filter(stored -> isOpen(stored.run())).isPresent()) {
        var run = runs.desk().resume(id);
        if (neverBegan(run)) {
          runs.pipelines().start(run);
        }
        if (!run.isCompleted() && !run.awaitsTurn() && runs.pipelines().hasEnded(run)) {
          conclude(run);
        }
      } else {
        runs.store().close(id);
      }
    } catch (RefusedException | AwsException e) {
      Log.error("run cannot go on", "run", id.toString(), "why", String.valueOf(e.getMessage()));
    }
  }

  /// Its execution concludes a run; where somebody stopped that, or its functions failed for longer
  /// than it tries again, nobody else will.
  private void conclude(Run run) {
    var _ = conclusions.conclude(run.id(), run.attempt());
    Log.info("concluded without its execution", "run", run.id().toString());
  }

  private static boolean isOpen(Run run) {
    return !run.isCompleted() || !run.pending().isEmpty();
  }

  /// Planning crashed between making the run and starting it; a second start does nothing.
  private boolean neverBegan(Run run) {
    return !run.isCompleted()
        && !run.awaitsTurn()
        && run.startedAt().isEmpty()
        && run.pipeline().isPresent()
        && run.about().createdAt().isBefore(runs.clock().instant().minus(BEGINS_WITHIN));
  }

  private void sweep(ConnectedRepository repository) {
    try {
      var url = GitUrl.of(repository.url(), reach);
      var refs = git.listRefs(url);
      missed(repository, refs);
      repository
          .defaultBranch()
          .or(() -> git.defaultBranch(url))
          .filter(branch -> refs.containsKey("refs/heads/" + branch))
          .ifPresent(branch -> schedule(repository.id(), url, branch, refs));
    } catch (GitException | AwsException e) {
      Log.error(
          "repository cannot be swept",
          "repository",
          repository.id().toString(),
          "why",
          String.valueOf(e.getMessage()));
    }
  }

  private void missed(ConnectedRepository repository, Map<String, String> refs) {
    refs.entrySet().stream()
        .filter(ref -> !ref.getValue().equals(repository.seen().get(ref.getKey())))
        .limit(MAX_PUSHES)
        .forEach(ref -> {
          var before = repository.seen().getOrDefault(ref.getKey(), "");
          synthetic.push(repository.id(), ref.getKey(), before, ref.getValue());
        });
  }

  /// The files are read anew only where the branch has moved.
  private void schedule(RepositoryId id, GitUrl url, String branch, Map<String, String> refs) {
    var ref = "refs/heads/" + branch;
    var sha = String.valueOf(refs.get(ref));
    var now = runs.clock().instant();
    var page = book.at(id, sha, () -> workflows.at(url, ref, sha));
    page.orders().due(now).forEach(due -> synthetic.schedule(id, branch, due));
    if (!page.known() || !page.orders().schedules().isEmpty()) {
      book.keep(id, page.orders().at(now));
    }
  }
}
