package dev.slipway.functions.handler;

import dev.slipway.access.RouteTable;
import dev.slipway.ci.webhook.ConnectedRepository;
import dev.slipway.ci.webhook.DeliveryStore;
import dev.slipway.ci.webhook.RepositoryStore;
import dev.slipway.functions.aws.SqsDeliveryQueue;
import dev.slipway.git.GitException;
import dev.slipway.git.GitRepositories;
import dev.slipway.git.GitUrl;
import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.util.Map;
import java.util.Optional;

/// Connected repositories, and starting their workflows by hand.
final class RepositoryRoutes {
  private final Runs runs;
  private final RepositoryStore repositories;
  private final GitUrl.Reach reach;
  private final Dispatches dispatches;
  private final GitRepositories git;
  private final WorkflowRoutes workflows;

  RepositoryRoutes(Env env, Runs runs, RepositoryStore repositories, DeliveryStore deliveries) {
    this.runs = runs;
    this.repositories = repositories;
    this.reach = Reach.of(env);
    this.git = new GitRepositories(env.gitCache());
    this.workflows = new WorkflowRoutes(git, reach);
    this.dispatches =
        new Dispatches(
            git,
            new SyntheticDeliveries(
                deliveries,
                new SqsDeliveryQueue(runs.aws(), env.require("DELIVERY_QUEUE_URL")),
                runs.clock()));
  }

  HttpAnswer list(HttpCall call) {
    var documents = repositories.list().stream().map(DeliveryDocuments::of).toList();
    return HttpAnswer.tagged(
        call, Json.object().put("repositories", Json.array(documents)).build());
  }

  HttpAnswer get(HttpCall call, RouteTable.Match.Found found) {
    return HttpAnswer.tagged(call, DeliveryDocuments.of(load(found)));
  }

  HttpAnswer workflows(HttpCall call, RouteTable.Match.Found found) {
    return workflows.list(call, load(found));
  }

  HttpAnswer workflow(HttpCall call, RouteTable.Match.Found found) {
    return workflows.get(call, load(found), found.parameter("file"));
  }

  HttpAnswer plan(HttpCall call, RouteTable.Match.Found found) {
    return workflows.plan(call, load(found), found.parameter("file"));
  }

  private ConnectedRepository load(RouteTable.Match.Found found) {
    var id = id(found);
    return repositories
        .get(id)
        .orElseThrow(() ->
            new ProblemException(404, "Not found", "Repository %s is not connected".formatted(id)));
  }

  private static RepositoryId id(RouteTable.Match.Found found) {
    try {
      return new RepositoryId(found.parameter("owner"), found.parameter("name"));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(404, "Not found", String.valueOf(e.getMessage()));
    }
  }

  /// Connecting looks at the repository once: an address that cannot be read is refused, and what
  /// is there already starts nothing.
  HttpAnswer connect(HttpCall call) {
    var body = call.json();
    var id = RepositoryId.parse(body.requireString("name"));
    var url = GitUrl.of(body.requireString("url"), reach);
    var known = repositories.get(id);
    var now = look(url);
    var repository =
        new ConnectedRepository(
            id,
            url.value(),
            now.defaultBranch(),
            known.map(ConnectedRepository::connectedAt).orElseGet(runs.clock()::instant),
            known
                .filter(same -> same.url().equals(url.value()))
                .map(ConnectedRepository::seen)
                .orElse(now.refs()),
            known.map(ConnectedRepository::vars).orElse(Map.of()));
    repositories.put(repository);
    return HttpAnswer.of(201, DeliveryDocuments.of(repository))
        .with("location", "/api/v1/repositories/" + id);
  }

  /// What is at an address.
  private record Remote(Map<String, String> refs, Optional<String> defaultBranch) {}

  private Remote look(GitUrl url) {
    try {
      return new Remote(git.listRefs(url), git.defaultBranch(url));
    } catch (GitException e) {
      throw new ProblemException(
          422, "The repository cannot be read", String.valueOf(e.getMessage()));
    }
  }

  HttpAnswer disconnect(RouteTable.Match.Found found) {
    var repository = load(found);
    repositories.delete(repository.id());
    return HttpAnswer.empty(204);
  }

  HttpAnswer dispatch(HttpCall call, RouteTable.Match.Found found) {
    var repository = load(found);
    var delivery =
        dispatches.start(
            repository,
            GitUrl.of(repository.url(), reach),
            call.json(),
            Optional.ofNullable(call.headers().get("idempotency-key")));
    return HttpAnswer.of(202, DeliveryDocuments.of(delivery));
  }
}
