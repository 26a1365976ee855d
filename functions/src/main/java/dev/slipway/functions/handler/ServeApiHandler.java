package dev.slipway.functions.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.access.ApiTokens;
import dev.slipway.access.Permission;
import dev.slipway.access.RouteTable;
import dev.slipway.ci.run.RefusedException;
import dev.slipway.functions.aws.AwsException;
import dev.slipway.functions.aws.DynamoDbDeliveries;
import dev.slipway.functions.aws.DynamoDbRepositories;
import dev.slipway.functions.aws.Outside;
import dev.slipway.functions.aws.SecretsManagerSecrets;
import dev.slipway.functions.telemetry.Log;
import dev.slipway.git.GitException;
import dev.slipway.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The status API of `docs/openapi.yaml`: finds the route, checks who calls, hands over to the
/// routes of one kind of thing, and turns what is refused into problem documents.
public final class ServeApiHandler implements RequestStreamHandler {
  private static final int MAX_BODY = 1024 * 1024;

  private final Env env;
  private final Optional<SecretsManagerSecrets> token;
  private final RunRoutes runs;
  private final LogRoutes logs;
  private final DeliveryRoutes deliveries;
  private final RepositoryRoutes repositories;

  public ServeApiHandler() {
    this(Env.ofProcess().variables(), Outside.real());
  }

  public ServeApiHandler(Map<String, String> variables, Outside outside) {
    this.env = new Env(variables);
    var runSide = new Runs(variables, outside);
    var deliveryStore = new DynamoDbDeliveries(runSide.aws(), env.require("DELIVERIES_TABLE"));
    var repositoryStore =
        new DynamoDbRepositories(runSide.aws(), env.require("REPOSITORIES_TABLE"));
    this.token =
        isLocal()
            ? Optional.empty()
            : Optional.of(
                new SecretsManagerSecrets(runSide.aws(), env.require("API_TOKEN_SECRET_ARN")));
    this.runs = new RunRoutes(runSide);
    this.logs = new LogRoutes(runSide);
    this.deliveries = new DeliveryRoutes(env, runSide, deliveryStore);
    this.repositories = new RepositoryRoutes(env, runSide, repositoryStore, deliveryStore);
  }

  /// On one's own machine only that machine can call, so no token is needed.
  private boolean isLocal() {
    return env.require("ACCESS_MODE").equals("loopback");
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    answer(in).write(out);
  }

  private HttpAnswer answer(InputStream in) throws IOException {
    try {
      var call = HttpCall.read(in);
      var answer = serve(call);
      return call.method().equals("HEAD") ? answer.withoutBody() : answer;
    } catch (ProblemException e) {
      return HttpAnswer.problem(e.status(), e.title(), String.valueOf(e.getMessage()));
    } catch (RefusedException e) {
      return refused(e);
    } catch (GitException e) {
      return HttpAnswer.problem(
          e.retryable() ? 502 : 422,
          "The repository cannot be read",
          String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return HttpAnswer.problem(400, "The request is not right", String.valueOf(e.getMessage()));
    } catch (AwsException e) {
      Log.error("a service failed", "why", String.valueOf(e.getMessage()));
      return HttpAnswer.problem(
              503,
              "Not now",
              "A service that is needed failed with %s; try again".formatted(e.code()))
          .with("retry-after", "1");
    } catch (IllegalStateException e) {
      Log.error("request failed", "why", String.valueOf(e.getMessage()));
      return HttpAnswer.problem(
          500, "That is our fault", "The log of the ServeApi function says what happened");
    }
  }

  private static HttpAnswer refused(RefusedException e) {
    var detail = String.valueOf(e.getMessage());
    return switch (e.why()) {
      case UNKNOWN -> HttpAnswer.problem(404, "Not found", detail);
      case FENCED, CONFLICT -> HttpAnswer.problem(409, "Not in this state", detail);
    };
  }

  private HttpAnswer serve(HttpCall call) {
    return switch (RouteTable.find(call.method(), call.path())) {
      case RouteTable.Match.UnknownPath _ ->
          HttpAnswer.problem(404, "No such path", "There is nothing at " + call.path());
      case RouteTable.Match.WrongMethod(var allow) ->
          HttpAnswer.problem(
                  405,
                  "Wrong method",
                  "%s takes %s".formatted(call.path(), String.join(", ", allow)))
              .with("allow", String.join(", ", allow));
      case RouteTable.Match.Found found -> serve(call, found);
    };
  }

  private HttpAnswer serve(HttpCall call, RouteTable.Match.Found found) {
    var verdict = check(call, found.route().permission());
    return switch (verdict) {
      case NEEDS_TOKEN ->
          unauthorized("Bearer", "Send the API token as Authorization: Bearer TOKEN");
      case WRONG_TOKEN ->
          unauthorized("Bearer error=\"invalid_token\"", "The API token is not valid");
      case ALLOWED -> {
        if (call.body().length > MAX_BODY) {
          throw new ProblemException(
              413, "The body is too large", "At most %d bytes are taken".formatted(MAX_BODY));
        }
        yield allowed(call, found);
      }
    };
  }

  private ApiTokens.Verdict check(HttpCall call, Permission needed) {
    if (needed == Permission.NOTHING || token.isEmpty()) {
      return ApiTokens.Verdict.ALLOWED;
    }
    var given = call.bearer();
    var valid = given.isPresent() ? token.get().values() : List.<String>of();
    return ApiTokens.check(needed, given, valid);
  }

  private static HttpAnswer unauthorized(String challenge, String detail) {
    return HttpAnswer.problem(401, "Not authorized", detail).with("www-authenticate", challenge);
  }

  private HttpAnswer allowed(HttpCall call, RouteTable.Match.Found found) {
    return switch (found.route()) {
      case GET_HEALTH -> HttpAnswer.tagged(call, health());
      case LIST_RUNS -> runs.list(call);
      case GET_RUN -> runs.get(call, found);
      case RERUN_RUN -> runs.rerun(call, found);
      case CANCEL_RUN -> runs.cancel(found);
      case GET_RUN_COST -> runs.cost(call, found);
      case GET_JOB -> logs.job(call, found);
      case GET_LOG -> logs.log(call, found);
      case GET_REPORT -> logs.report(call, found);
      case LIST_DELIVERIES -> deliveries.list(call);
      case GET_DELIVERY -> deliveries.get(call, found);
      case LIST_DEAD_LETTERS -> deliveries.deadLetters();
      case REDRIVE_DEAD_LETTERS -> deliveries.redrive();
      case LIST_REPOSITORIES -> repositories.list(call);
      case CONNECT_REPOSITORY -> repositories.connect(call);
      case GET_REPOSITORY -> repositories.get(call, found);
      case DISCONNECT_REPOSITORY -> repositories.disconnect(found);
      case LIST_WORKFLOWS -> repositories.workflows(call, found);
      case GET_WORKFLOW -> repositories.workflow(call, found);
      case GET_WORKFLOW_PLAN -> repositories.plan(call, found);
      case DISPATCH_WORKFLOW -> repositories.dispatch(call, found);
    };
  }

  private Json.Obj health() {
    var version = ServeApiHandler.class.getPackage().getImplementationVersion();
    return Json.object()
        .put("status", "ready")
        .put("version", version == null ? "development" : version)
        .put("mode", isLocal() ? "local" : "aws")
        .build();
  }
}
