package dev.slipway.ci.plan;

import dev.slipway.model.Json;
import dev.slipway.model.RunId;
import java.util.Map;

/// The `github` context, without what only the agent knows (`workspace`, `job`, `action`, files).
public final class GitHubContext {
  private GitHubContext() {}

  /// Builds the context of a run.
  ///
  /// @param server where people look at the repository, `https://github.com`
  public static Json.Obj of(
      Event event,
      String workflowName,
      String workflowPath,
      RunId run,
      int number,
      int attempt,
      String server) {
    var branch = event.isTag() ? "tag" : "branch";
    return Json.object()
        .put("event", event.payload())
        .put("event_name", event.name())
        .put("ref", event.ref())
        .put("ref_name", event.shortRef())
        .put("ref_type", branch)
        .put("ref_protected", false)
        .put("sha", event.sha())
        .put("base_ref", event.baseRef().orElse(""))
        .put("head_ref", event.headRef().orElse(""))
        .put("repository", event.repository().toString())
        .put("repository_owner", event.repository().owner())
        .put("repositoryUrl", "git://github.com/" + event.repository() + ".git")
        .put("repository_id", id(event.payload(), "repository"))
        .put("actor", event.actor())
        .put("triggering_actor", event.actor())
        .put("actor_id", id(event.payload(), "sender"))
        .put("workflow", workflowName)
        .put("workflow_ref", "%s/%s@%s".formatted(event.repository(), workflowPath, event.ref()))
        .put("workflow_sha", event.sha())
        .put("run_id", run.toString())
        .put("run_number", Integer.toString(number))
        .put("run_attempt", Integer.toString(attempt))
        .put("retention_days", "90")
        .put("secret_source", "None")
        .put("server_url", server)
        .put(
            "api_url",
            server.equals("https://github.com") ? "https://api.github.com" : server + "/api/v3")
        .put(
            "graphql_url",
            server.equals("https://github.com")
                ? "https://api.github.com/graphql"
                : server + "/api/graphql")
        .build();
  }

  private static String id(Json.Obj payload, String who) {
    return payload.object(who).number("id").map(id -> Long.toString(id.longValue())).orElse("");
  }

  /// The contexts of a whole run, for keys outside jobs.
  public static Map<String, Json> contexts(Json.Obj github, Json.Obj inputs, Json.Obj vars) {
    return Map.of("github", github, "inputs", inputs, "vars", vars);
  }
}
