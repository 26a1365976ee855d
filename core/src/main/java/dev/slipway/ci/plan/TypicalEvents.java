package dev.slipway.ci.plan;

import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.util.Optional;

/// The least that GitHub would send, for trying a workflow without a payload.
public final class TypicalEvents {
  private TypicalEvents() {}

  /// An event of that name on a branch, with a payload that has the usual members.
  ///
  /// @throws InvalidPlanException for an event that starts no runs here
  public static Event of(
      String name, RepositoryId repository, String branch, String sha, String actor) {
    return of(name, repository, branch, sha, actor, Json.Obj.EMPTY);
  }

  /// The same with a payload of the user's, whose members win.
  ///
  /// @throws InvalidPlanException for an event that starts no runs here
  public static Event of(
      String name,
      RepositoryId repository,
      String branch,
      String sha,
      String actor,
      Json.Obj payload) {
    var head = "refs/heads/" + branch;
    return switch (name) {
      case "push" -> push(repository, payload.string("ref").orElse(head), sha, actor, payload);
      case "pull_request" -> pullRequest(repository, branch, sha, actor, payload);
      case "workflow_dispatch" ->
          event(
              name,
              Optional.empty(),
              repository,
              payload.string("ref").orElse(head),
              sha,
              actor,
              common(repository, actor, payload)
                  .put("ref", head)
                  .put("inputs", payload.object("inputs"))
                  .build());
      default ->
          throw new InvalidPlanException(
              "Event '%s' starts no runs here; use push, pull_request or workflow_dispatch"
                  .formatted(name));
    };
  }

  private static Event push(
      RepositoryId repository, String ref, String sha, String actor, Json.Obj given) {
    var payload =
        common(repository, actor, given)
            .put("ref", ref)
            .put("after", sha)
            .put("before", given.string("before").orElse("0".repeat(40)))
            .put(
                "head_commit",
                given
                    .get("head_commit")
                    .orElse(Json.object().put("id", sha).put("message", "").build()))
            .put("commits", given.get("commits").orElse(Json.Arr.EMPTY))
            .build();
    return event("push", Optional.empty(), repository, ref, sha, actor, payload);
  }

  private static Event pullRequest(
      RepositoryId repository, String branch, String sha, String actor, Json.Obj given) {
    var number = given.number("number").orElse(1.0);
    var action = given.string("action").orElse("opened");
    var request = given.object("pull_request");
    var base = request.object("base").string("ref").orElse("main");
    var head = request.object("head").string("ref").orElse(branch);
    var payload =
        common(repository, actor, given)
            .put("action", action)
            .put("number", number)
            .put(
                "pull_request",
                request.members().isEmpty()
                    ? Json.object()
                        .put("number", number)
                        .put("title", "Pull request")
                        .put("head", Json.object().put("ref", head).put("sha", sha).build())
                        .put("base", Json.object().put("ref", base).build())
                        .build()
                    : request)
            .build();
    return new Event(
        "pull_request",
        Optional.of(action),
        repository,
        "refs/pull/%d/merge".formatted(number.intValue()),
        sha,
        Optional.of(base),
        Optional.of(head),
        Optional.empty(),
        actor,
        payload);
  }

  private static Json.Builder common(RepositoryId repository, String actor, Json.Obj given) {
    var builder = Json.object();
    given.members().forEach(builder::put);
    builder.put(
        "repository",
        given
            .get("repository")
            .orElse(
                Json.object()
                    .put("name", repository.name())
                    .put("full_name", repository.toString())
                    .put("owner", Json.object().put("login", repository.owner()).build())
                    .put("default_branch", "main")
                    .build()));
    builder.put("sender", given.get("sender").orElse(Json.object().put("login", actor).build()));
    return builder;
  }

  private static Event event(
      String name,
      Optional<String> action,
      RepositoryId repository,
      String ref,
      String sha,
      String actor,
      Json.Obj payload) {
    return new Event(
        name,
        action,
        repository,
        ref,
        sha,
        Optional.empty(),
        Optional.empty(),
        payload.string("before"),
        actor,
        payload);
  }
}
