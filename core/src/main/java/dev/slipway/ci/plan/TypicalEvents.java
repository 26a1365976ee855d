package dev.slipway.ci.plan;

import static java.util.Map.entry;

import dev.slipway.model.Json;
import dev.slipway.model.RepositoryId;
import java.util.Map;
import java.util.Optional;

/// The least that GitHub would send, for trying a workflow without a payload.
public final class TypicalEvents {
  /// What mostly happens, of the events that have activity types.
  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          entry("branch_protection_rule", "created"),
          entry("check_run", "completed"),
          entry("check_suite", "completed"),
          entry("discussion", "created"),
          entry("discussion_comment", "created"),
          entry("image_version", "created"),
          entry("issue_comment", "created"),
          entry("issues", "opened"),
          entry("label", "created"),
          entry("merge_group", "checks_requested"),
          entry("milestone", "created"),
          entry("project", "created"),
          entry("project_card", "created"),
          entry("project_column", "created"),
          entry("pull_request_comment", "created"),
          entry("pull_request_review", "submitted"),
          entry("pull_request_review_comment", "created"),
          entry("pull_request_target", "opened"),
          entry("registry_package", "published"),
          entry("release", "published"),
          entry("watch", "started"),
          entry("workflow_run", "completed"));

  private static final String ISSUE =
      """
      {"number": 1, "title": "Issue", "state": "open", "labels": []}\
      """;
  private static final String COMMENT =
      """
      {"id": 1, "body": ""}\
      """;
  private static final String PULL_REQUEST =
      """
      {"number": 1, "title": "Pull request", "base": {"ref": "main"}, "head": {"ref": "topic"}}\
      """;

  /// What a workflow reads first in the body of an event.
  private static final Map<String, Map<String, String>> MEMBERS =
      Map.ofEntries(
          entry("create", Map.of("ref", "\"topic\"", "ref_type", "\"branch\"")),
          entry("delete", Map.of("ref", "\"topic\"", "ref_type", "\"branch\"")),
          entry("issue_comment", Map.of("issue", ISSUE, "comment", COMMENT)),
          entry("issues", Map.of("issue", ISSUE)),
          entry("pull_request_comment", Map.of("issue", ISSUE, "comment", COMMENT)),
          entry(
              "pull_request_review",
              Map.of("pull_request", PULL_REQUEST, "review", "{\"state\": \"approved\"}")),
          entry(
              "pull_request_review_comment",
              Map.of("pull_request", PULL_REQUEST, "comment", COMMENT)),
          entry("pull_request_target", Map.of("number", "1", "pull_request", PULL_REQUEST)),
          entry(
              "release",
              Map.of(
                  "release",
                  """
                  {"tag_name": "v1.0.0", "name": "v1.0.0", "draft": false, "prerelease": false}\
                  """)),
          entry("workflow_run", Map.of("workflow_run", "{\"conclusion\": \"success\"}")));

  private TypicalEvents() {}

  /// An event of that name on a branch, with a payload that has the usual members.
  ///
  /// @throws InvalidPlanException for a name that is no event's
  public static Event of(
      String name, RepositoryId repository, String branch, String sha, String actor) {
    return of(name, repository, branch, sha, actor, Json.Obj.EMPTY);
  }

  /// The same with a payload of the user's, whose members win.
  ///
  /// @throws InvalidPlanException for a name that is no event's
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
      default -> about(name, repository, branch, sha, actor, payload);
    };
  }

  private static Event about(
      String name,
      RepositoryId repository,
      String branch,
      String sha,
      String actor,
      Json.Obj given) {
    if (!Event.NAMES.contains(name)) {
      throw new InvalidPlanException(
          "'%s' is no event that starts workflows; known are %s"
              .formatted(name, String.join(", ", Event.NAMES)));
    }
    var payload = common(repository, actor, given);
    var action = given.string("action").or(() -> Optional.ofNullable(ACTIONS.get(name)));
    action.ifPresent(type -> payload.put("action", type));
    MEMBERS
        .getOrDefault(name, Map.of())
        .forEach((member, text) -> {
          if (given.get(member).isEmpty()) {
            payload.put(member, Json.parse(text));
          }
        });
    var body = payload.build();
    var target = EventTarget.of(name, body, branch);
    return new Event(
        name,
        action,
        repository,
        target.ref(),
        target.sha().orElse(sha),
        target.baseRef(),
        target.headRef(),
        Optional.empty(),
        actor,
        body);
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
